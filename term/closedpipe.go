package term

import (
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// ErrClosedPipe says that the reader of an output has gone, as `head` does.
var ErrClosedPipe = errors.New("the reader of the output is gone")

// readerGone says whether a write failed because nobody reads any more.
func readerGone(err error) bool {
	if errors.Is(err, io.ErrClosedPipe) {
		return true
	}
	for _, code := range brokenPipes() {
		if errors.Is(err, code) {
			return true
		}
	}
	return false
}

// surviveClosedPipe makes a write to a closed pipe an error: by default the
// runtime lets SIGPIPE end the process, and what is half done stays so. Unlike
// signal.Ignore, Notify is not inherited by the processes that lariat starts.
func surviveClosedPipe() {
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
}
