# Completion of specmill for fish. Made by `specmill completion fish`.

function __specmill_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    for line in (command specmill complete -- $words "$current" 2>/dev/null)
        set -l parts (string split -m 1 \t -- $line)
        switch $parts[1]
            case :file :folder
                set -l rest (string sub -s (math (string length -- "$parts[2]") + 1) -- "$current")
                for path in (test $parts[1] = :folder; and __fish_complete_directories "$rest"; or __fish_complete_path "$rest")
                    echo -- $parts[2]$path
                end
            case '*'
                echo -- $line
        end
    end
end

complete -c specmill -f -a '(__specmill_complete)'

