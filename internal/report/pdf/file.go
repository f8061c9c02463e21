package pdf

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"favour/internal/pattern"
)

// The file that the PDF library writes, taken apart into its objects, so that
// some can be replaced and others added before it is put together again: the
// library knows nothing of tags, nor of what an archive asks for.

// A file is the objects of a PDF, from number 1.
type file struct{ objects [][]byte }

var errShape = errors.New("the PDF library wrote a file of another shape than is known")

var xref = pattern.Of(`(?s)^xref\n0 (\d+)\n(.*)trailer\n`)

// parse takes b apart, which has one table of all its objects at its end, in any
// order.
func parse(b []byte) (*file, error) {
	at := bytes.LastIndex(b, []byte("startxref\n"))
	if at < 0 {
		return nil, errShape
	}
	start, err := strconv.Atoi(string(bytes.TrimSuffix(b[at+len("startxref\n"):], []byte("\n%%EOF\n"))))
	if err != nil || start < 0 || start > at {
		return nil, errShape
	}
	table := xref().FindSubmatch(b[start:])
	if table == nil {
		return nil, errShape
	}
	ends := []int{start}
	var offsets []int
	for i, line := range strings.Split(strings.TrimSpace(string(table[2])), "\n") {
		offset, err := strconv.Atoi(line[:min(10, len(line))])
		if err != nil || offset > start {
			return nil, errShape
		}
		if i > 0 { // the first is of no object
			offsets, ends = append(offsets, offset), append(ends, offset)
		}
	}
	slices.Sort(ends)
	f := &file{}
	for i, offset := range offsets {
		next, _ := slices.BinarySearch(ends, offset+1)
		body, found := bytes.CutPrefix(b[offset:ends[next]], fmt.Appendf(nil, "%d 0 obj\n", i+1))
		body, ended := bytes.CutSuffix(body, []byte("endobj\n"))
		if !found || !ended {
			return nil, errShape
		}
		f.objects = append(f.objects, bytes.TrimSuffix(body, []byte("\n")))
	}
	return f, nil
}

// add adds an object, and returns its number.
func (f *file) add(body string) int {
	f.objects = append(f.objects, []byte(body))
	return len(f.objects)
}

// set makes the object of that number body.
func (f *file) set(number int, body string) { f.objects[number-1] = []byte(body) }

// get is the object of that number, and nil if there is none.
func (f *file) get(number int) []byte {
	if number < 1 || number > len(f.objects) {
		return nil
	}
	return f.objects[number-1]
}

// addStream adds a stream with those entries in its dictionary.
func (f *file) addStream(entries string, data []byte) int {
	return f.add(streamObject(entries, data))
}

// streamObject is the text of a stream.
func streamObject(entries string, data []byte) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data)
}

// bytes is the file put together. What it is known by is worked out from what it
// holds, so that the same file is always known by the same.
func (f *file) bytes(root, info int) []byte {
	size := 1000
	for _, body := range f.objects {
		size += len(body) + 50 // with its number and its place in the table
	}
	var b bytes.Buffer
	b.Grow(size)
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n") // bytes that say that it is no text
	offsets := make([]int, len(f.objects))
	for i, body := range f.objects {
		offsets[i] = b.Len()
		b.WriteString(strconv.Itoa(i + 1))
		b.WriteString(" 0 obj\n")
		b.Write(body)
		b.WriteString("\nendobj\n")
	}
	id := sha256.Sum256(b.Bytes())
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%[4]x>]>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, root, info, id[:16], start)
	return b.Bytes()
}

var escaper = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`)

// literal is s as a string of a PDF.
func literal(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) < 0 {
		return "(" + escaper.Replace(s) + ")"
	}
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, r := range s {
		if r > 0xffff {
			r = '\ufffd' // which clean has left none of
		}
		fmt.Fprintf(&b, "%04X", r)
	}
	return b.String() + ">"
}
