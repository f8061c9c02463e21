package editor

import (
	"math"
	"sync/atomic"
	"time"
)

// A Loan is that of the terminal to an editor. What is typed there is the editor's,
// but the signal of Ctrl+C reaches this program too where the editor reads lines, as
// ed does: while the terminal is lent, it is not meant for us. The zero Loan is none.
type Loan struct {
	until atomic.Int64 // in nanoseconds since 1970
}

// afterLoan is how long after the editor has ended a Ctrl+C is still taken for one
// that was typed in it: it ends the editor before this program hears of it.
const afterLoan = 300 * time.Millisecond

// Begin lends the terminal.
func (l *Loan) Begin() { l.until.Store(math.MaxInt64) }

// End has it back.
func (l *Loan) End() { l.until.Store(time.Now().Add(afterLoan).UnixNano()) }

// Lent reports whether a Ctrl+C that is heard now is the editor's.
func (l *Loan) Lent() bool { return time.Now().UnixNano() < l.until.Load() }
