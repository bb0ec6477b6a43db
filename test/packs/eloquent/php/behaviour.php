<?php

/** What models do with rows: casts, defaults, dates, keys of every kind, relations, factories. Each answer is compared by the test. */

use Illuminate\Container\Container;
use Illuminate\Database\Capsule\Manager as DB;

$request = require __DIR__.'/boot.php';
require __DIR__.'/faker.php';
Container::getInstance()->singleton(Faker\Generator::class);

use App\Models\ActiveUser;
use App\Models\Category;
use App\Models\Comment;
use App\Models\Factories;
use App\Models\LineStamp;
use App\Models\Log;
use App\Models\MorphMap;
use App\Models\OrderLine;
use App\Models\Post;
use App\Models\Profile;
use App\Models\Role;
use App\Models\Tag;
use App\Models\User;
use App\Models\Video;

function thrown(callable $work): string
{
    try {
        $work();
    } catch (Throwable $problem) {
        return get_class($problem);
    }

    return 'nothing';
}

function dated($value): array
{
    return [get_class($value), $value->format('Y-m-d H:i:s')];
}

$answer = [];

$new = new User;
$answer['defaults'] = [$new->is_admin, $new->rating, $new->level];

$user = User::create([
    'email' => 'a@example.com',
    'name' => "O'Neil \"x\" \\ ü",
    'password' => 'secret',
    'api_token' => 'token',
    'is_admin' => true,
    'rating' => '12.5',
    'score' => 1.25,
    'born' => '2000-02-03',
    'seen_at' => '2001-02-03 04:05:06',
    'settings' => ['a' => [1, null, 'ü']],
    'mood' => 'very happy',
    'big' => 9007199254740993,
    'created_at' => '1999-01-01',
    'id' => 77,
])->fresh();
$mood = $user->mood;
$answer['casts'] = [
    'id' => $user->id,
    'is_admin' => $user->is_admin,
    'rating' => $user->rating,
    'score' => $user->score,
    'born' => dated($user->born),
    'seen_at' => dated($user->seen_at),
    'settings' => $user->settings,
    'big' => is_int($user->big) ? (string) $user->big : null,
    'name' => $user->name,
    'created_at' => get_class($user->created_at),
    'guarded' => $user->created_at->year > 2000,
];
$answer['enum'] = $mood instanceof BackedEnum ? [get_class($mood), $mood->name, $mood->value] : $mood;
$answer['hidden'] = array_values(array_diff(array_keys($user->getAttributes()), array_keys($user->toArray())));

$user->is_admin = false;
$user->rating = '3.10';
$user->settings = [];
$user->save();
$user->refresh();
$answer['saved'] = [$user->is_admin, $user->rating, $user->settings, $user->isDirty()];

$user->delete();
$answer['softly deleted'] = [User::find($user->id) === null, User::withTrashed()->count(), get_class(User::withTrashed()->first()->deleted_at)];
$user->restore();
$answer['restored'] = User::count();

foreach ([[1, 1, 2], [1, 2, 3], [2, 1, 4]] as [$order, $line, $quantity]) {
    OrderLine::create(['order_no' => $order, 'line_no' => $line, 'quantity' => $quantity]);
}
$line = OrderLine::where(['order_no' => 1, 'line_no' => 2])->first();
$line->quantity = 30;
$line->save();
$line->refresh();
$answer['composite key saved'] = [$line->total, (int) OrderLine::sum('quantity'), $line->fresh()->quantity];
$line->increment('quantity', 5);
$answer['composite key incremented'] = (int) OrderLine::sum('quantity');
$line->line_no = 9;
$line->save();
$answer['composite key changed'] = OrderLine::where(['order_no' => 1, 'line_no' => 9])->value('quantity');
$all = OrderLine::orderBy('order_no')->orderBy('line_no')->get();
$answer['composite key compared'] = [$all[0]->is($all[1]), $all[1]->is($line), $all->unique()->count(), $all->contains($line)];
$answer['composite key deleted'] = [$line->delete(), OrderLine::count(), $line->exists, $line->getKeyName()];
$answer['composite key asked for'] = thrown(fn () => OrderLine::find(1));
$answer['composite key unknown'] = thrown(fn () => OrderLine::first(['quantity'])->fill(['quantity' => 1])->save());

$key = ['order_no' => 2, 'line_no' => 1];
foreach ([5, 6] as $number) {
    LineStamp::create($key + ['stamp' => $number]);
}
$stamp = LineStamp::where('stamp', 5)->first();
$stamp->delete();
$answer['composite key deleted softly'] = [LineStamp::pluck('stamp')->all(), LineStamp::withTrashed()->count(), $stamp->restore(), LineStamp::count()];
$stamp->forceDelete();
$answer['composite key deleted for good'] = LineStamp::withTrashed()->pluck('stamp')->all();

Log::create(['message' => 'a']);
$log = Log::first();
$answer['no key'] = [thrown(fn () => $log->fill(['message' => 'b'])->save()), thrown(fn () => $log->delete()), Log::count()];

Tag::create(['code' => '007', 'label' => 'x']);
$tag = Tag::find('007');
$tag->update(['label' => 'y']);
$answer['natural key'] = [$tag->fresh()->label, $tag->getKey(), $tag->getIncrementing()];

$role = Role::create(['name' => 'admin']);
$user->roles()->attach($role, ['level' => 3]);
$pivot = User::with('roles')->find($user->id)->roles->first()->pivot;
$answer['pivot'] = [(int) $pivot->level, $pivot->created_at !== null, $role->users()->first()->is($user)];
$answer['one'] = [$user->profile, $user->profile()->create(['bio' => 'x'])->user->is($user), Profile::count()];

$top = Category::create(['name' => 'top']);
$below = Category::create(['name' => 'below', 'parent_id' => $top->id]);
$answer['self'] = [$below->parent->is($top), $top->parentCategories->first()->is($below), Category::with('parent')->get()->pluck('parent.name')->all()];

MorphMap::register();
$post = Post::create(['title' => 'p']);
$video = Video::create(['title' => 'v']);
$post->comments()->create(['body' => 'of a post']);
$video->comments()->create(['body' => 'of a video']);
$answer['polymorphic'] = [
    DB::table('comments')->orderBy('id')->pluck('commentable_type')->all(),
    Comment::with('commentable')->orderBy('id')->get()->map(fn ($comment) => get_class($comment->commentable))->all(),
    Comment::orderBy('id')->get()->map(fn ($comment) => get_class($comment->commentable))->all(),
    Post::with('comments')->get()->pluck('comments.0.body')->all(),
];
$answer['clash'] = Comment::query()->first()->saveRelation;

$answer['view'] = [
    ActiveUser::pluck('name')->all(),
    thrown(fn () => ActiveUser::first()->fill([])->save()),
    thrown(fn () => ActiveUser::first()->delete()),
];

$answer['factories'] = [];
foreach (glob($request['folder'].'/Factories/*.php') as $file) {
    $class = $request['namespace'].'\\Factories\\'.basename($file, '.php');
    $made = $class::new()->count(2)->create();
    $answer['factories'][basename($file, 'Factory.php')] = $made->count();
}

if ($request['connection']['driver'] === 'pgsql') {
    $document = App\Models\Document::create(['title' => 'x']);
    $entry = App\Models\AuditEntry::create(['user_id' => $user->id]);
    $answer['postgres'] = [
        strlen($document->id),
        App\Models\Document::find($document->id)->title,
        $entry->user->is($user),
        User::with('entries')->find($user->id)->entries->count() > 0,
    ];
}

echo json_encode($answer, JSON_PRESERVE_ZERO_FRACTION);
