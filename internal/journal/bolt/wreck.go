package bolt

// What can still be read of a store that is damaged.
//
// Rules of this file:
//
//   - bbolt has no part in it: the bytes are looked at one by one, and nothing
//     that they say of where something is is believed without a check.
//   - Whether a record belongs where, package journal finds out.

import (
	"bytes"
	"encoding/binary"
	"io"
	"iter"
	"os"

	"favour/internal/journal"
)

// A Wreck is the bytes of a store's file, whatever they are.
type Wreck struct {
	file     []byte
	pageSize uint64
	marks    map[string]map[uint64]bool // every mark that was beside an assessment
	heads    map[string]uint64
}

var _ journal.Wreck = (*Wreck)(nil)

// ReadWreck reads the file at path as it is, under no lock.
func ReadWreck(path string) (*Wreck, error) {
	f, _, err := openRegular(path, os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	file, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	w := &Wreck{file: file, pageSize: pageSize, marks: map[string]map[uint64]bool{}, heads: map[string]uint64{}}
	h, err := readHeader(bytes.NewReader(file), int64(len(file)))
	if err == nil {
		w.pageSize = h.pageSize
	}
	for n := uint64(2); n < uint64(len(file))/w.pageSize; n++ {
		w.entries(n, w.mark)
	}
	if err == nil {
		w.under(h.root, w.head)
	}
	return w, nil
}

// recordStart is how every record of every version begins.
var recordStart = []byte(`{"v":`)

// Pieces implements journal.Wreck: it finds records by how they look, wherever
// they are, in pages in use and in those that were given up.
func (w *Wreck) Pieces() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		// What looks like records one inside the other, without end, would take for
		// ever. No record makes it read the file more than twice.
		effort := 16*len(w.file) + 1<<20
		for at := 0; effort > 0; {
			next := bytes.Index(w.file[at:], recordStart)
			if next < 0 {
				return
			}
			at += next
			n, whole := object(w.file[at:])
			effort -= n
			if !whole {
				at += len(recordStart)
				continue
			}
			if !yield(bytes.Clone(w.file[at : at+n])) {
				return
			}
			at += n
		}
	}
}

// object is how many bytes the JSON object has that b begins with, or how many
// showed that it is none: a record has no bytes in it below the blank.
func object(b []byte) (n int, whole bool) {
	depth, text := 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c < ' ':
			return i + 1, false
		case text && c == '\\':
			i++
		case c == '"':
			text = !text
		case text:
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return i + 1, true
			}
		}
	}
	return len(b), false
}

// entries hands do every entry of a page that has the look of one, with its flags
// and whether it is a leaf.
func (w *Wreck) entries(n uint64, do func(key, value, element []byte, leaf bool)) {
	if n < 2 || n >= uint64(len(w.file))/w.pageSize {
		return
	}
	page := w.file[n*w.pageSize:]
	more := uint64(native.Uint32(page[12:]))
	if native.Uint64(page) != n || more >= uint64(len(page))/w.pageSize {
		return
	}
	page = page[:(1+more)*w.pageSize]
	flags, count := native.Uint16(page[8:]), uint64(native.Uint16(page[10:]))
	if flags != branchPage && flags != leafPage || headSize+count*elementSize > uint64(len(page)) {
		return
	}
	for i := range count {
		if key, value, err := entryOf(page, i, flags); err == nil {
			do(key, value, page[headSize+i*elementSize:], flags == leafPage)
		}
	}
}

// mark notes the mark of an assessment.
func (w *Wreck) mark(name, bucket, element []byte, leaf bool) {
	id, ok := bytes.CutPrefix(name, prefix)
	if !ok || !leaf || native.Uint32(element)&bucketEntry == 0 || len(bucket) < 16 {
		return
	}
	if m := native.Uint64(bucket[8:]); m != 0 {
		if w.marks[string(id)] == nil {
			w.marks[string(id)] = map[uint64]bool{}
		}
		w.marks[string(id)][m] = true
	}
}

// under hands do the leaf entries of the pages under that one, and goes to no
// page twice.
func (w *Wreck) under(root uint64, do func(key, value, element []byte)) {
	seen := map[uint64]bool{root: true}
	for todo := []uint64{root}; len(todo) > 0; {
		page := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		w.entries(page, func(key, value, element []byte, leaf bool) {
			if leaf {
				do(key, value, element)
			} else if child := native.Uint64(element[8:]); !seen[child] {
				seen[child] = true
				todo = append(todo, child)
			}
		})
	}
}

// head notes the number of an assessment's last record.
func (w *Wreck) head(name, bucket, element []byte) {
	id, ok := bytes.CutPrefix(name, prefix)
	if !ok || native.Uint32(element)&bucketEntry == 0 || len(bucket) < 16 {
		return
	}
	if root := native.Uint64(bucket); root != 0 {
		w.heads[string(id)] = w.lastUnder(root)
	}
}

// lastUnder is the number in the last key under a page, or nought.
func (w *Wreck) lastUnder(page uint64) (last uint64) {
	for range 16 {
		next := uint64(0)
		w.entries(page, func(key, _, element []byte, leaf bool) {
			last, next = 0, 0
			if leaf && len(key) == 8 {
				last = binary.BigEndian.Uint64(key)
			}
			if !leaf {
				next = native.Uint64(element[8:])
			}
		})
		if next == 0 {
			return last
		}
		page, last = next, 0
	}
	return 0
}

// Head implements journal.Wreck.
func (w *Wreck) Head(id string) uint64 { return w.heads[id] }

// Ends implements journal.Wreck, by the marks of the store and of the pages that
// it gave up.
func (w *Wreck) Ends(id string, records [][]byte) (proven int, more bool) {
	found := 0
	for i, r := range records {
		if w.marks[id][markOf(id, uint64(i)+1, r)] {
			proven = i + 1
			found++
		}
	}
	return proven, found < len(w.marks[id])
}
