// Package bolt keeps assessments in one file on disk, as a [journal.Store].
//
// The file is a bbolt database, and nobody holds it: each operation opens it,
// does its work within milliseconds and closes it again, so that any number of
// programs may have the same store in use. A file that is not whole, or not
// favour's, is refused and left exactly as it is. bbolt maps the file into
// memory, so it belongs on a disk of the machine itself, not on a network share
// or in a folder that is synchronised elsewhere.
//
// The package neither reads nor checks what it stores; that is package journal.
//
// Start with [Store.Append]; file.go is how the file is opened, create.go how
// it comes into being, and page.go why a damaged one does no harm.
package bolt

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"strconv"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"favour/internal/journal"
)

// Format is the version of the layout that this program writes:
//
//	meta           format = favour, version = 2
//	assessment/ID  number of the record, in 8 bytes with the most significant
//	               first = the record
//
// The buckets of assessments are not in one of their own, for that would be one
// more page to write for each answer.
//
// Version 2 has a mark beside each assessment, see markOf. Version 1 has none; it
// is read and written as it is until Migrate makes it the other.
const Format = 2

var (
	metaBucket = []byte("meta")
	formatKey  = []byte("format")
	formatName = []byte("favour")
	versionKey = []byte("version")
	prefix     = []byte("assessment/")
)

// Records are only ever added at the end, so pages may be nearly full.
const fillPercent = 0.95

// Records are read in batches of about this many bytes, so that the lock is
// held briefly and memory stays small.
const batchSize = 1 << 20

// A Store is one file. Use New.
type Store struct {
	// Wait is how long to wait for others who have the file in use, before
	// ErrBusy is reported.
	Wait time.Duration

	path string

	mu      sync.Mutex
	checked os.FileInfo // the file that was found sound, so as to check once only
}

var _ journal.Store = (*Store)(nil)

// New returns the store in the file at path. It opens nothing: a file that
// does not exist has no assessments, and is made by the first Append.
func New(path string) *Store { return &Store{path: path, Wait: 2 * time.Second} }

// Path is where the file is.
func (s *Store) Path() string { return s.path }

// Append implements journal.Store. It makes the file, and its folder, if need
// be. It does not write through a symbolic link.
func (s *Store) Append(ctx context.Context, id string, head uint64, records ...[]byte) error {
	return s.write(ctx, func(tx *bbolt.Tx) error {
		if err := identify(tx); err != nil {
			return err
		}
		if last := lastOf(assessment(tx, id)); head != last {
			return fmt.Errorf("%s ends with change %d, not %d: %w", id, last, head, journal.ErrConflict)
		}
		if len(records) == 0 {
			return nil
		}
		b, err := makeAssessment(tx, id)
		if err != nil {
			return err
		}
		b.FillPercent = fillPercent
		for i, r := range records {
			if err := b.Put(key(head+1+uint64(i)), r); err != nil {
				return err
			}
		}
		if versionOf(tx) < 2 {
			return nil
		}
		return b.SetSequence(markOf(id, head+uint64(len(records)), records[len(records)-1]))
	})
}

// Records implements journal.Store.
func (s *Store) Records(ctx context.Context, id string, after uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for n, more := after, true; more; {
			var batch [][]byte
			err := s.read(ctx, func(tx *bbolt.Tx) (err error) {
				batch, more, err = batchOf(tx, id, n)
				return err
			})
			if errors.Is(err, errNone) {
				err = fmt.Errorf("%s: %w", id, journal.ErrNotFound)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range batch {
				if err := ctx.Err(); err != nil {
					yield(nil, err)
					return
				}
				if !yield(r, nil) {
					return
				}
			}
			n += uint64(len(batch))
		}
	}
}

// batchOf returns copies of the first records after the one numbered after, and
// whether there are more.
func batchOf(tx *bbolt.Tx, id string, after uint64) (batch [][]byte, more bool, err error) {
	b := assessment(tx, id)
	if b == nil {
		return nil, false, errNone
	}
	size := 0
	c := b.Cursor()
	for k, r := c.Seek(key(after + 1)); k != nil; k, r = c.Next() {
		if n := after + 1 + uint64(len(batch)); !bytes.Equal(k, key(n)) {
			return nil, false, fmt.Errorf("%w: change %d of %s is missing", journal.ErrDamaged, n, id)
		}
		if size += len(r); size > batchSize && len(batch) > 0 {
			return batch, true, nil
		}
		batch = append(batch, bytes.Clone(r))
	}
	return batch, false, nil
}

// Heads implements journal.Store.
func (s *Store) Heads(ctx context.Context) iter.Seq2[journal.Head, error] {
	return func(yield func(journal.Head, error) bool) {
		var heads []journal.Head
		err := s.read(ctx, func(tx *bbolt.Tx) error {
			c := tx.Cursor()
			for name, _ := c.Seek(prefix); bytes.HasPrefix(name, prefix); name, _ = c.Next() {
				heads = append(heads, journal.Head{ID: string(name[len(prefix):]), Sequence: lastOf(tx.Bucket(name))})
			}
			return nil
		})
		if err != nil && !errors.Is(err, errNone) {
			yield(journal.Head{}, err)
			return
		}
		for _, h := range heads {
			if err := ctx.Err(); err != nil {
				yield(journal.Head{}, err)
				return
			}
			if !yield(h, nil) {
				return
			}
		}
	}
}

// identify says why the database is not a store that this program can use. One
// without anything in it is a new store: its maker was stopped half-way.
func identify(tx *bbolt.Tx) error {
	meta := tx.Bucket(metaBucket)
	if meta == nil || !bytes.Equal(meta.Get(formatKey), formatName) {
		if first, _ := tx.Cursor().First(); first == nil {
			return nil
		}
		return fmt.Errorf("%w: it is another program's database", journal.ErrForeign)
	}
	switch version := versionOf(tx); {
	case version < 1:
		return fmt.Errorf("%w: its version is not a number", journal.ErrDamaged)
	case version > Format:
		return fmt.Errorf("%w (store version %d; this one reads up to %d)", journal.ErrNewer, version, Format)
	}
	return nil
}

// versionOf is the version of the layout, and nought where there is none.
func versionOf(tx *bbolt.Tx) int {
	meta := tx.Bucket(metaBucket)
	if meta == nil {
		return 0
	}
	version, err := strconv.Atoi(string(meta.Get(versionKey)))
	if err != nil {
		return 0
	}
	return version
}

// lay writes what identify looks for.
func lay(tx *bbolt.Tx) error {
	meta, err := tx.CreateBucketIfNotExists(metaBucket)
	if err != nil {
		return err
	}
	if err := meta.Put(formatKey, formatName); err != nil {
		return err
	}
	return meta.Put(versionKey, []byte(strconv.Itoa(Format)))
}

// assessment returns the assessment's bucket, nil if there is none.
func assessment(tx *bbolt.Tx, id string) *bbolt.Bucket { return tx.Bucket(bucketOf(id)) }

func makeAssessment(tx *bbolt.Tx, id string) (*bbolt.Bucket, error) {
	if tx.Bucket(metaBucket) == nil {
		if err := lay(tx); err != nil {
			return nil, err
		}
	}
	return tx.CreateBucketIfNotExists(bucketOf(id))
}

func bucketOf(id string) []byte { return append(bytes.Clone(prefix), id...) }

// lastOf is the number of the last record in b, nought if there is none.
func lastOf(b *bbolt.Bucket) uint64 {
	if b == nil {
		return 0
	}
	k, _ := b.Cursor().Last()
	if k == nil {
		return 0
	}
	return binary.BigEndian.Uint64(k)
}

func key(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// errNone says that there is no store yet.
var errNone = fmt.Errorf("no store yet: %w", fs.ErrNotExist)
