# Completion of specmill for bash. Made by `specmill completion bash`.

_specmill() {
  local words=() word cur cut= line prefix path glue=
  local at
  for ((at = 1; at <= COMP_CWORD; at++)); do
    word=${COMP_WORDS[at]}
    if [[ ${#words[@]} -gt 0 && ( -n $glue || $word == [=:]* ) ]]; then
      words[${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
    glue=
    [[ $word == [=:]* ]] && glue=yes
  done
  cur=${words[${#words[@]}-1]}
  [[ $COMP_WORDBREAKS == *=* && $cur == *=* ]] && cut=${cur%"${cur##*=}"}
  [[ $COMP_WORDBREAKS == *:* && $cur == *:* && ${cur##*:} != *=* ]] && cut=${cur%"${cur##*:}"}

  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
    :file* | :folder*)
      prefix=${line#*$'\t'}
      compopt -o filenames 2>/dev/null
      while IFS= read -r path; do
        path=$prefix$path
        COMPREPLY+=("${path#"$cut"}")
      done < <(if [[ $line == :folder* ]]; then compgen -d -- "${cur#"$prefix"}"; else compgen -f -- "${cur#"$prefix"}"; fi)
      ;;
    *)
      line=${line%%$'\t'*}
      [[ $line == *= ]] && compopt -o nospace 2>/dev/null
      COMPREPLY+=("${line#"$cut"}")
      ;;
    esac
  done < <(command specmill complete -- "${words[@]}" 2>/dev/null)
}

complete -F _specmill specmill

