
# What follows stands in for the bash-completion package where it is missing.

# Sets cur, words and cword from the line up to the cursor. Bash parts words at
# = and :, which are parts of lariat's.
__lariat_init_completion()
{
    local rest=${COMP_LINE:0:COMP_POINT} last=-1 i word
    COMPREPLY=() words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $i == 0 || $rest == [[:space:]]* ]]; then
            rest=${rest#"${rest%%[![:space:]]*}"}
            words[++last]=
        fi
        if ((i == COMP_CWORD)); then
            word=$rest
        fi
        words[last]+=$word
        rest=${rest#"$word"}
    done
    cword=$last
    cur=${words[last]}
    prev=
    if ((last > 0)); then
        prev=${words[last - 1]}
    fi
}

if ! declare -F _filedir >/dev/null; then
    _filedir()
    {
        local name
        COMPREPLY=()
        if [[ $(type -t compopt) == builtin ]]; then
            compopt -o filenames # readline quotes
        elif [[ $cur == *[\'\"\\\$\`~]* ]]; then
            return # readline's own completion of files knows what is quoted already
        fi
        while IFS= read -r name; do
            # A folder may be named like a command: what is put into the line
            # must never be one.
            if [[ $(type -t compopt) != builtin ]]; then
                printf -v name %q "$name"
            fi
            COMPREPLY+=("$name")
        done < <(compgen -d -- "$cur")
    }
fi
