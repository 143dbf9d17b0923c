// Command hello is the least that a Go program can do: what it costs, every Go
// program costs.
package main

import "fmt"

func main() { fmt.Println("hello") }
