<?php

/** Stands in for Faker: the calls that factories make, with values of the same types and bounds. */

namespace Faker;

class Generator
{
    private int $made = 0;

    public function unique(): self
    {
        return $this;
    }

    public function numberBetween(int $low, int $high): int
    {
        return min($high, $low + ++$this->made);
    }

    public function randomFloat(int $digits, float $low, float $high): float
    {
        return round(min($high, $low + ++$this->made / 10), $digits);
    }

    public function randomElement(array $values)
    {
        return $values[++$this->made % count($values)];
    }

    public function boolean(): bool
    {
        return ++$this->made % 2 === 0;
    }

    public function text(int $length): string
    {
        return substr('Some text, '.++$this->made, 0, $length);
    }

    public function lexify(string $pattern): string
    {
        return substr(strrev(sprintf('%0'.strlen($pattern).'d', ++$this->made)), 0, strlen($pattern));
    }

    public function uuid(): string
    {
        return sprintf('00000000-0000-4000-8000-%012d', ++$this->made);
    }

    public function date(): string
    {
        return '2020-02-03';
    }

    public function time(): string
    {
        return '04:05:06';
    }

    public function dateTimeBetween(string $from): \DateTime
    {
        return new \DateTime($from);
    }

    public function safeEmail(): string
    {
        return 'somebody'.++$this->made.'@example.com';
    }

    public function name(): string
    {
        return 'Some Body '.++$this->made;
    }

    public function firstName(): string
    {
        return 'Some';
    }

    public function lastName(): string
    {
        return 'Body';
    }
}
