package assessment

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"iter"
	"slices"
	"sync"
	"time"
)

// How an assessment keeps its changes, so that one more costs the same whether
// there are ten or ten thousand. Rules of this file:
//
//   - Assessments of one line share what they have in common, and none ever sees
//     what another has put behind it.
//   - Of what was, most is never asked for again: it is kept packed, and unpacked
//     for who asks. What a change says is in it once: its number is its place, the
//     digest of the one before is that one's, and what it says that was is what an
//     earlier one made it.

// A known value is one with the number of the change that made it so; nought
// where none did, as for last time's answers.
type known struct {
	Value
	by uint64
}

// A kept change is one that was made: as a rule packed, in full where that would
// not give back the very same.
type kept struct {
	packed string
	whole  *Change
}

// pack is c, which has passed check, and was not made yet.
func (a *Assessment) pack(c Change) kept {
	sum, err := hex.DecodeString(c.digest)
	if c.Start != nil || c.Time != time.UnixMilli(c.Time.UnixMilli()).UTC() || err != nil || len(sum) != sha256.Size {
		return inFull(c)
	}
	b := append(make([]byte, 0, 512), sum...)
	text := func(s string) { b = append(binary.AppendUvarint(b, uint64(len(s))), s...) }
	b = binary.AppendUvarint(b, c.Undoes)
	b = binary.AppendUvarint(b, c.Redoes)
	b = binary.AppendVarint(b, c.Time.UnixMilli())
	for _, s := range []string{c.Author.Name, c.Author.Role, c.EnteredBy.Name, c.EnteredBy.Role, c.Reason} {
		text(s)
	}
	b = binary.AppendUvarint(b, uint64(len(c.Edits)))
	for _, e := range c.Edits {
		text(string(e.Target.Kind))
		text(e.Target.ID)
		text(e.Target.Part)
		by := a.groups[e.Target.group()][e.Target.Part].by
		if by == 0 && e.Old.IsAnswered() {
			return inFull(c)
		}
		b = binary.AppendUvarint(b, by)
		b = append(b, byte(e.New.State))
		text(e.New.Given)
		text(e.New.Reason)
	}
	return kept{packed: string(b)}
}

func inFull(c Change) kept {
	c.Edits = slices.Clone(c.Edits)
	return kept{whole: &c}
}

// digest is that of the change.
func (k kept) digest() string {
	if k.whole != nil {
		return k.whole.digest
	}
	return inHex([]byte(k.packed[:sha256.Size]))
}

// An unpacking is what is left to read of a packed change. What it reads is part
// of that, not a copy.
type unpacking string

func (u *unpacking) number() uint64 {
	n, size := uint64(0), 0
	for more := true; more; size++ {
		c := (*u)[size]
		n |= uint64(c&0x7f) << (7 * size)
		more = c >= 0x80
	}
	*u = (*u)[size:]
	return n
}

func (u *unpacking) text() string {
	n := u.number()
	s := (*u)[:n]
	*u = (*u)[n:]
	return string(s)
}

// head reads what is before the number of edits.
func (u *unpacking) head() (c Change) {
	c.Undoes, c.Redoes = u.number(), u.number()
	n := u.number()
	c.Time = time.UnixMilli(int64(n>>1) ^ -int64(n&1)).UTC()
	for _, s := range []*string{&c.Author.Name, &c.Author.Role, &c.EnteredBy.Name, &c.EnteredBy.Role, &c.Reason} {
		*s = u.text()
	}
	return c
}

// edit reads an edit but for what was before it: that is what the change with the
// number by made it, if it is not nought.
func (u *unpacking) edit() (e Edit, by uint64) {
	e.Target = Target{TargetKind(u.text()), u.text(), u.text()}
	by = u.number()
	e.New.State, *u = State((*u)[0]), (*u)[1:]
	e.New.Given, e.New.Reason = u.text(), u.text()
	return e, by
}

// head is the change but for its edits, its number and its digests.
func (k kept) head() Change {
	if k.whole != nil {
		return *k.whole
	}
	c, _ := k.unpack()
	return c
}

// unpack begins to read a packed change.
func (k kept) unpack() (Change, *unpacking) {
	u := unpacking(k.packed[sha256.Size:])
	return u.head(), &u
}

// edits yields the edits of the change with that number as edit reads them, or in
// full.
func (a *Assessment) edits(n uint64) iter.Seq2[Edit, uint64] {
	return func(yield func(Edit, uint64) bool) {
		k := a.changes[n-1]
		if k.whole != nil {
			for _, e := range k.whole.Edits {
				if !yield(e, 0) {
					return
				}
			}
			return
		}
		_, u := k.unpack()
		for range u.number() {
			if !yield(u.edit()) {
				return
			}
		}
	}
}

// was is what the change with that number made of t; unanswered for nought.
func (a *Assessment) was(t Target, by uint64) Value {
	if by > 0 {
		for e := range a.edits(by) {
			if e.Target == t {
				return e.New
			}
		}
	}
	return Value{}
}

// Count is how many changes were made.
func (a Assessment) Count() uint64 { return uint64(len(a.changes)) }

// Change is the change with that number, of which the first is 1 and the last
// a.Count().
func (a Assessment) Change(n uint64) Change {
	k := a.changes[n-1]
	if k.whole != nil {
		c := *k.whole
		c.Edits = slices.Clone(c.Edits)
		return c
	}
	c, u := k.unpack()
	c.Sequence, c.digest = n, k.digest()
	if n > 1 {
		c.Previous = a.changes[n-2].digest()
	}
	c.Edits = make([]Edit, u.number())
	for i := range c.Edits {
		e, by := u.edit()
		e.Old = a.was(e.Target, by)
		c.Edits[i] = e
	}
	return c
}

// Newest is the last change; there is one in every assessment that was started.
func (a Assessment) Newest() Change { return a.Change(a.Count()) }

// Changes are all that were made, oldest first.
func (a Assessment) Changes() []Change { return a.After(0) }

// After are the changes behind the one with that number, oldest first.
func (a Assessment) After(n uint64) []Change {
	var all []Change
	for n++; n <= a.Count(); n++ {
		all = append(all, a.Change(n))
	}
	return all
}

// Touching yields the changes that touch the item, its narrative and notes,
// evidence and actions included, oldest first.
func (a Assessment) Touching(item string) iter.Seq[Change] {
	return func(yield func(Change) bool) {
		for n := uint64(1); n <= a.Count(); n++ {
			if a.touches(n, item) && !yield(a.Change(n)) {
				return
			}
		}
	}
}

func (a *Assessment) touches(n uint64, item string) bool {
	for e, by := range a.edits(n) {
		if e.Target.Part == PartItems {
			e.Old = cmp.Or(a.was(e.Target, by), e.Old)
		}
		if slices.Contains(a.itemsOf(e), item) {
			return true
		}
	}
	return false
}

// A tail says how much of an array of changes that several assessments share has
// been used. An assessment may put a change behind its own last one only if
// nobody else has, or if what was put there is the very same change, as that
// which is shown before it is saved is once it has been.
type tail struct {
	mu   sync.Mutex
	used int
}

// add puts k behind the changes of a.
func (a *Assessment) add(k kept) {
	if a.tail == nil {
		a.tail = &tail{}
	}
	a.tail.mu.Lock()
	defer a.tail.mu.Unlock()
	n := len(a.changes)
	switch {
	case a.tail.used == n:
		a.changes = append(a.changes, k)
		a.tail.used++
		return
	case n < cap(a.changes) && a.changes[:n+1][n].digest() == k.digest(): // which has all before it in it
		a.changes = a.changes[:n+1]
		return
	}
	a.changes = append(slices.Clip(a.changes), k)
	a.tail = &tail{used: len(a.changes)}
}

// first is the assessment that the first n changes of a lead to; n is at least 1.
func (a Assessment) first(n uint64) Assessment {
	if n == a.Count() {
		return a
	}
	then := Assessment{groups: map[group]map[string]known{}, dates: a.dates}
	for i := range n {
		then.make(a.Change(i + 1)) // which a's own fold has checked
	}
	return then
}

// A stack is numbers of changes, the last one on top. It is never changed, and
// nil is the empty one.
type stack struct {
	top   uint64
	below *stack
}

func (s *stack) push(n uint64) *stack { return &stack{n, s} }

// Undone are the numbers of the changes that were undone, and not made again.
func (a Assessment) Undone() map[uint64]bool {
	undone := map[uint64]bool{}
	for _, k := range a.changes {
		switch c := k.head(); {
		case c.Undoes != 0:
			undone[c.Undoes] = true
		case c.Redoes != 0:
			delete(undone, c.Redoes)
		}
	}
	return undone
}
