package commands_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// fakeWrangler is what the scripts find as "wrangler": it tells how it was run,
// and ends as WRANGLER_SAYS asks it to.
func fakeWrangler() {
	args := make([]string, len(os.Args)-1)
	for i, arg := range os.Args[1:] {
		args[i] = fmt.Sprintf("%q", arg)
	}
	dir, _ := os.Getwd()
	fmt.Printf("wrangler %s\nin %s\naccount %q\n", strings.Join(args, " "), dir, os.Getenv("CLOUDFLARE_ACCOUNT_ID"))
	for _, secret := range os.Environ() {
		if name, value, _ := strings.Cut(secret, "="); strings.HasPrefix(name, "CLOUDFLARE_") && value != "" {
			fmt.Println("has", name)
		}
	}
	fmt.Fprintln(os.Stderr, "wrangler's stderr")
	if path := os.Getenv("WRANGLER_OUTPUT_FILE_PATH"); path != "" {
		fmt.Println("record", path)
		f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(f, "{\"type\":\"wrangler-session\",\"version\":1}\n%s\n", os.Getenv("WRANGLER_WRITES"))
		_ = f.Close()
	}
	switch says := os.Getenv("WRANGLER_SAYS"); says {
	case "":
	case "stdin":
		in, _ := io.ReadAll(os.Stdin)
		fmt.Printf("stdin %q\n", in)
	case "wait":
		waitForSignals()
	case "killed":
		self, _ := os.FindProcess(os.Getpid())
		_ = self.Kill()
		select {}
	default:
		var code int
		_, _ = fmt.Sscanf(says, "exit %d", &code)
		os.Exit(code)
	}
}

// waitForSignals tells each signal, and ends when its input does.
func waitForSignals() {
	c := make(chan os.Signal, 8)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	fmt.Println("ready")
	ended := make(chan struct{})
	go func() {
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
		close(ended)
	}()
	for {
		select {
		case sig := <-c:
			fmt.Println("got", sig)
		case <-ended:
			fmt.Println("ended")
			os.Exit(42)
		}
	}
}
