
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
        local IFS=$'\n'
        if [[ $(type -t compopt) == builtin ]]; then
            compopt -o filenames
        fi
        COMPREPLY=($(compgen -d -- "$cur"))
    }
fi
