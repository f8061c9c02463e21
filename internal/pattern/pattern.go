// Package pattern compiles regular expressions when they are first needed: most
// runs of the program need few of its many, and each would start later for it.
package pattern

import (
	"regexp"
	"sync"
)

// Of returns a function that gives the regular expression s, which must be one.
func Of(s string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(s) })
}
