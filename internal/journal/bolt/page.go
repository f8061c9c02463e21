package bolt

// What a bbolt file looks like from outside.
//
// bbolt trusts every page that it maps: from a damaged one it may read beyond
// the end of the file, follow pages in a circle for ever, or hand out a page
// that is in use and write over it. So favour looks at the pages itself before
// bbolt does. It reads the shape only, pages and the bounds of what is in them;
// whether a record is what was once written is for the chain of digests in
// package assessment to say.

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math/bits"
	"os"

	"favour/internal/journal"
)

// native is the order in which bbolt writes numbers: the machine's own.
var native = binary.NativeEndian

const (
	magic       = 0xED0CDAED
	fileVersion = 2
	headSize    = 16 // of a page: id, flags, count, overflow
	elementSize = 16 // of an entry in a branch or leaf page
	metaSize    = 64
	noFreelist  = 1<<64 - 1

	branchPage   = 0x01
	leafPage     = 0x02
	freelistPage = 0x10
	bucketEntry  = 0x01
)

// A header is the newest of the two pages with which the file begins.
type header struct {
	pageSize    uint64
	root        uint64 // page of the root bucket
	freelist    uint64 // page of the list of free pages
	pages       uint64 // in use or free; what is behind them means nothing
	transaction uint64
	sum         uint64
}

var errNoMagic = fmt.Errorf("%w: it is some other kind of file", journal.ErrForeign)

// parseHeader reads the page that b begins with.
func parseHeader(b []byte) (header, error) {
	if len(b) < headSize+4 || native.Uint32(b[headSize:]) != magic {
		return header{}, errNoMagic
	}
	if len(b) < headSize+metaSize {
		return header{}, damage("its first page is cut short")
	}
	m := b[headSize : headSize+metaSize]
	sum := fnv.New64a()
	sum.Write(m[:metaSize-8])
	h := header{
		pageSize:    uint64(native.Uint32(m[8:])),
		root:        native.Uint64(m[16:]),
		freelist:    native.Uint64(m[32:]),
		pages:       native.Uint64(m[40:]),
		transaction: native.Uint64(m[48:]),
		sum:         native.Uint64(m[56:]),
	}
	switch {
	case h.sum != sum.Sum64():
		return header{}, damage("its first pages are not what was written")
	case native.Uint32(m[4:]) != fileVersion:
		return header{}, fmt.Errorf("%w: its file has version %d", journal.ErrNewer, native.Uint32(m[4:]))
	case h.pageSize < 1024 || h.pageSize > 1<<24 || bits.OnesCount64(h.pageSize) != 1:
		return header{}, damage("its pages have %d bytes", h.pageSize)
	}
	return h, nil
}

// readHeader reads the newest valid header of a file of that size, and holds it
// against the size.
func readHeader(f io.ReaderAt, size int64) (header, error) {
	buf := make([]byte, 2*pageSize)
	n, err := f.ReadAt(buf, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return header{}, err
	}
	h, err := parseHeader(buf[:n])
	// The second header stands on the second page, but how large a page is only
	// the first one tells.
	sizes := []uint64{h.pageSize}
	if err != nil {
		sizes = nil
		for s := uint64(1024); s <= 1<<24; s *= 2 {
			sizes = append(sizes, s)
		}
	}
	for _, s := range sizes {
		b := buf[min(s, uint64(n)):n]
		if s != pageSize {
			b = make([]byte, headSize+metaSize)
			m, rerr := f.ReadAt(b, int64(s))
			if rerr != nil && !errors.Is(rerr, io.EOF) {
				return header{}, rerr
			}
			b = b[:m]
		}
		other, oerr := parseHeader(b)
		switch {
		case oerr == nil && (err != nil || other.transaction > h.transaction):
			h, err = other, nil
		case err != nil && errors.Is(err, errNoMagic):
			err = oerr // perhaps better than nothing
		}
	}
	switch {
	case err != nil:
		return header{}, err
	case h.pages > uint64(size)/h.pageSize:
		return header{}, damage("it should have %d bytes and has only %d", h.pages*h.pageSize, size)
	case h.root < 2 || h.root >= h.pages:
		return header{}, damage("its root is on page %d of %d", h.root, h.pages)
	case h.freelist != noFreelist && (h.freelist < 2 || h.freelist >= h.pages):
		return header{}, damage("its list of free pages is on page %d of %d", h.freelist, h.pages)
	}
	return h, nil
}

// agree says why the two headers are not those of two transactions that follow
// each other. If the newer one is spoilt bbolt takes the older one, and the last
// change would be gone without a word. It is to be called under the lock.
func agree(f io.ReaderAt, pageSize uint64) error {
	var both [2]header
	for i := range both {
		b := make([]byte, headSize+metaSize)
		_, err := f.ReadAt(b, int64(uint64(i)*pageSize))
		if err == nil {
			both[i], err = parseHeader(b)
		}
		if err != nil {
			return damage("its last change may be missing, for the first page %d is spoilt", i)
		}
	}
	older, newer := both[0], both[1]
	if older.transaction > newer.transaction {
		older, newer = newer, older
	}
	if newer.transaction != older.transaction+1 || both[newer.transaction%2] != newer {
		return damage("its last change may be missing, for its first pages do not belong together")
	}
	return nil
}

func damage(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{journal.ErrDamaged}, args...)...)
}

// walk visits every page in use and says what is wrong with the first one that
// is not sound.
func walk(f *os.File, h header) error {
	w := walker{f: f, header: h, seen: make([]bool, h.pages)}
	w.seen[0], w.seen[1] = true, true
	w.next = append(w.next, visit{page: h.root})
	for len(w.next) > 0 {
		v := w.next[len(w.next)-1]
		w.next = w.next[:len(w.next)-1]
		page, err := w.page(v.page)
		if err == nil {
			err = w.entries(page, v)
		}
		if err != nil {
			return err
		}
	}
	if h.freelist == noFreelist {
		return nil
	}
	page, err := w.page(h.freelist)
	if err != nil {
		return err
	}
	return w.free(page, h.freelist)
}

type walker struct {
	f *os.File
	header
	seen []bool
	next []visit // still to be made
	buf  []byte
}

// A visit is to be made to a page on which every key is at least low and, unless
// below is nil, less than that. Where one is not, bbolt would not find it, or put
// the next one in the wrong place.
type visit struct {
	page       uint64
	low, below []byte
}

// page returns the bytes of the page, with those that continue it, and marks
// them as used. They are valid until the next call.
func (w *walker) page(id uint64) ([]byte, error) {
	if id < 2 || id >= w.pages {
		return nil, damage("there is no page %d", id)
	}
	first, err := w.read(id, 1)
	if err != nil {
		return nil, err
	}
	if got := native.Uint64(first); got != id {
		return nil, damage("page %d says that it is page %d", id, got)
	}
	n := 1 + uint64(native.Uint32(first[12:]))
	if n > w.pages-id {
		return nil, damage("page %d goes on beyond the last page", id)
	}
	for i := id; i < id+n; i++ {
		if w.seen[i] {
			return nil, damage("page %d is used twice", i)
		}
		w.seen[i] = true
	}
	if n == 1 {
		return first, nil
	}
	return w.read(id, n)
}

func (w *walker) read(id, n uint64) ([]byte, error) {
	if size := n * w.pageSize; uint64(len(w.buf)) < size {
		w.buf = make([]byte, size)
	}
	b := w.buf[:n*w.pageSize]
	if _, err := w.f.ReadAt(b, int64(id*w.pageSize)); err != nil {
		return nil, damage("page %d cannot be read: %w", id, err)
	}
	return b, nil
}

// entries checks the entries of a branch or leaf page, and notes the pages that
// they lead to.
func (w *walker) entries(page []byte, v visit) error {
	id := v.page
	if len(page) < headSize {
		return damage("a bucket on page %d is cut short", id)
	}
	flags, count := native.Uint16(page[8:]), uint64(native.Uint16(page[10:]))
	switch {
	case flags != branchPage && flags != leafPage:
		return damage("page %d is of kind %#x", id, flags)
	case headSize+count*elementSize > uint64(len(page)):
		return damage("page %d has room for fewer than %d entries", id, count)
	case flags == branchPage && count == 0:
		return damage("page %d leads nowhere", id)
	}
	var last []byte
	for i := range count {
		key, value, err := entryOf(page, i, flags)
		if err != nil {
			return damage("entry %d of page %d goes on beyond it", i, id)
		}
		if i > 0 && bytes.Compare(key, last) <= 0 || bytes.Compare(key, v.low) < 0 || v.below != nil && bytes.Compare(key, v.below) >= 0 {
			return damage("entry %d of page %d is out of order", i, id)
		}
		last = key
		e := page[headSize+i*elementSize:]
		switch {
		case flags == branchPage:
			if i > 0 {
				w.next[len(w.next)-1].below = bytes.Clone(key)
			}
			w.next = append(w.next, visit{native.Uint64(e[8:]), bytes.Clone(key), v.below})
		case native.Uint32(e)&bucketEntry != 0:
			if err := w.bucket(value, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// entryOf is the key of an entry and, on a leaf page, its value.
func entryOf(page []byte, i uint64, flags uint16) (key, value []byte, err error) {
	at := headSize + i*elementSize
	e := page[at : at+elementSize]
	pos, keys, values := uint64(native.Uint32(e)), uint64(native.Uint32(e[4:])), uint64(0)
	if flags == leafPage {
		pos, keys, values = keys, uint64(native.Uint32(e[8:])), uint64(native.Uint32(e[12:]))
	}
	from := at + pos
	if from+keys+values > uint64(len(page)) {
		return nil, nil, io.ErrUnexpectedEOF
	}
	return page[from : from+keys], page[from+keys : from+keys+values], nil
}

// bucket checks the value that stands for a bucket: the number of its root page
// and, where that is nought, a small page of its own.
func (w *walker) bucket(value []byte, id uint64) error {
	if len(value) < 16 {
		return damage("a bucket on page %d is cut short", id)
	}
	if root := native.Uint64(value); root != 0 {
		w.next = append(w.next, visit{page: root})
		return nil
	}
	if len(value) >= 16+headSize && native.Uint16(value[16+8:]) != leafPage {
		return damage("a bucket on page %d is of the wrong kind", id)
	}
	return w.entries(value[16:], visit{page: id})
}

// free checks the list of free pages: one that is in use as well would be
// written over.
func (w *walker) free(page []byte, id uint64) error {
	if flags := native.Uint16(page[8:]); flags != freelistPage {
		return damage("page %d is of kind %#x, not the list of free pages", id, flags)
	}
	list := page[headSize:]
	count := uint64(native.Uint16(page[10:]))
	if count == 0xFFFF { // too many for 16 bits
		count, list = native.Uint64(list), list[8:]
	}
	if count > uint64(len(list))/8 {
		return damage("page %d has room for fewer than %d free pages", id, count)
	}
	for i := range count {
		n := native.Uint64(list[8*i:])
		if n < 2 || n >= w.pages || w.seen[n] {
			return damage("page %d is not free", n)
		}
		w.seen[n] = true
	}
	return nil
}
