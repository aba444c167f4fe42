// Goroutines on several threads, timers, files, a collection under load, deep recursion, a panic that is recovered.
package main

import (
	"bufio"
	"fmt"
	"math/big"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"syscall"
	"time"
)

func deep(n int) int {
	if n == 0 {
		return 0
	}
	return deep(n-1) + 1
}

func files() {
	must(os.MkdirAll("a/b", 0o755))
	must(os.WriteFile("a/b/x", []byte("text"), 0o644))
	must(os.Rename("a/b/x", "a/b/y"))
	must(os.Chmod("a/b/y", 0o600))
	must(os.Symlink("b", "a/c"))
	must(os.Truncate("a/b/y", 2))
	must(os.Chtimes("a/b/y", time.Unix(1, 0), time.Unix(1, 0)))
	file, err := os.OpenFile("a/b/y", os.O_RDWR, 0)
	must(err)
	file.Seek(1, 0)
	file.WriteAt([]byte("z"), 5)
	must(file.Sync())
	must(file.Close())
	filepath.Walk("a", func(string, os.FileInfo, error) error { return nil })
	os.ReadDir("a")
	temporary, err := os.CreateTemp("", "x")
	must(err)
	temporary.Close()
	must(os.Remove(temporary.Name()))
	must(os.RemoveAll("a"))
	os.Getwd()
	os.Hostname()
	os.Executable()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func threads() int {
	var wait sync.WaitGroup
	var lock sync.Mutex
	total := 0
	results := make(chan int, 4)
	for i := 0; i < 16; i++ {
		wait.Add(1)
		go func(i int) {
			defer wait.Done()
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			time.Sleep(time.Millisecond)
			lock.Lock()
			total += i
			lock.Unlock()
			results <- i
		}(i)
	}
	go func() { wait.Wait(); close(results) }()
	for range results {
	}
	return total
}

func main() {
	defer func() { recover() }()
	in := bufio.NewReader(os.Stdin)
	var a, b, c int
	fmt.Fscan(in, &a, &b, &c)
	files()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGUSR1)
	syscall.Kill(os.Getpid(), syscall.SIGUSR1)
	<-signals
	var keep [][]byte
	for i := 0; i < 200; i++ {
		keep = append(keep, make([]byte, 1<<18))
		if len(keep) > 20 {
			keep = keep[1:]
		}
	}
	runtime.GC()
	debug.FreeOSMemory()
	end := time.Now().Add(60 * time.Millisecond)
	for time.Now().Before(end) {
	}
	select {
	case <-time.After(2 * time.Millisecond):
	}
	reader, writer, _ := os.Pipe()
	go writer.Write([]byte("x"))
	reader.Read(make([]byte, 1))
	func() {
		defer func() { recover() }()
		var nothing *int
		*nothing = 1
	}()
	sum := new(big.Int).Exp(big.NewInt(3), big.NewInt(1000), nil)
	if threads() == 120 && deep(1000000) == 1000000 && sum.BitLen() > 1 && a+b+c == 6 {
		fmt.Println("ok")
	}
}
