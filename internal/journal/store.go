package journal

import (
	"context"
	"errors"
	"iter"
)

// What a Store reports when it cannot do as asked. Implementations wrap these,
// so test with [errors.Is].
var (
	ErrNotFound = errors.New("assessment not found")
	ErrConflict = errors.New("assessment changed meanwhile")
	ErrBusy     = errors.New("store in use by another program")
	ErrReadOnly = errors.New("store cannot be written to")
	ErrFull     = errors.New("disk full")
	ErrForeign  = errors.New("not a favour store")
	ErrDamaged  = errors.New("store is damaged")
	ErrNewer    = errors.New("store was written by a newer version of favour")
	ErrAway     = errors.New("the disk or network share of the store does not answer")
	ErrNoLocks  = errors.New("files cannot be locked where the store is")
)

// A BusyError is ErrBusy with who has the store in use, such as "favour (process
// 4711)"; Holder is empty where the system does not tell.
type BusyError struct{ Holder string }

func (e *BusyError) Error() string { return "store in use by " + Holder(e) }

// Is makes it an ErrBusy.
func (e *BusyError) Is(target error) bool { return target == ErrBusy }

// Holder is who has the store in use according to err, in words that fit every
// ErrBusy.
func Holder(err error) string {
	if busy, ok := errors.AsType[*BusyError](err); ok && busy.Holder != "" {
		return busy.Holder
	}
	return "another program"
}

// A Head is the last record of an assessment.
type Head struct {
	ID       string
	Sequence uint64
}

// A Store keeps the records of every assessment, in order, for ever.
//
// It is declared here, by its only caller, and lists just what that caller
// needs. Package storetest is its specification in executable form: a type is
// a Store if, and only if, storetest.Run passes on it. When the two disagree
// with this comment, storetest is right.
//
// A Store is safe for concurrent use, by several processes too. Its methods
// block until the records are durable, or ctx ends, or others were waited for
// longer than is [Left].
type Store interface {
	// Append writes records after the record numbered head, all or none; they
	// are numbered from head+1 on. If head is no longer the last, it writes
	// nothing and the error wraps ErrConflict. A head of nought asks for a new
	// assessment, and conflicts if there is one of that id already.
	Append(ctx context.Context, id string, head uint64, records ...[]byte) error

	// Records yields the records after the one numbered after, oldest first,
	// with ErrNotFound if the assessment does not exist. What is yielded belongs
	// to the caller.
	Records(ctx context.Context, id string, after uint64) iter.Seq2[[]byte, error]

	// Heads yields every assessment, by id in alphabetical order.
	Heads(ctx context.Context) iter.Seq2[Head, error]
}
