#!/bin/sh
# Runs the site and, beside it, the worker that reads papers; one that dies is begun anew. Ctrl-C ends both.
BIN=${BIN:-.venv/bin}
ADDRESS=${ADDRESS:-127.0.0.1:8000}

read_papers() {
    trap 'kill "$worker" 2>/dev/null; wait; exit' TERM
    while :; do
        "$BIN/python" manage.py db_worker -v 0 &
        worker=$!
        wait "$worker"
        sleep 1 &
        wait $!
    done
}

end() {
    trap '' INT TERM HUP
    kill "$reading" "$serving" 2>/dev/null
    wait
    exit "$1"
}

# Both run in the background, since a shell heeds no signal while it waits for what runs in the foreground.
trap 'end 130' INT TERM HUP
read_papers &
reading=$!
"$BIN/gunicorn" tracker.wsgi --bind "$ADDRESS" --workers 2 --threads 4 --no-control-socket --log-level warning &
serving=$!
wait "$serving"
end $?
