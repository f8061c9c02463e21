// Command favour takes a police force through HMIC's self-assessment checklist
// and exports the return. All of it is in package cli.
package main

import (
	"os"

	"favour/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.System()))
}
