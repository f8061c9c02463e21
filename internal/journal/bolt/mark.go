package bolt

// How a store knows its own end.
//
// Each change carries the digest of the one before, so nothing before the last
// change of an assessment can be lost or altered unseen. The last one has nobody
// behind it who knows it. So there is a mark of it beside each assessment: the
// number that bbolt keeps with every bucket, on a page that is written with each
// change anyway.

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"strconv"

	"go.etcd.io/bbolt"
)

// markOf is the mark of an assessment that ends with that record: the beginning
// of a SHA-256, and never nought. It is against accidents; who forges a record
// can forge a mark.
func markOf(id string, number uint64, record []byte) uint64 {
	h := sha256.New()
	h.Write(append([]byte(id), 0))
	h.Write(key(number))
	h.Write(record)
	return max(1, binary.BigEndian.Uint64(h.Sum(nil)))
}

// whole says which part of the store is not what was written, as far as that can
// be seen without reading more than the end of each assessment.
func whole(tx *bbolt.Tx) error {
	version := versionOf(tx)
	return tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
		id, ok := bytes.CutPrefix(name, prefix)
		switch {
		case bytes.Equal(name, metaBucket):
			return nil
		case !ok || b == nil:
			return damage("it has a part that is no assessment")
		}
		k, last := b.Cursor().Last()
		if len(k) != 8 {
			return damage("%s has a part that is no change", id)
		}
		if version > 1 && b.Sequence() != markOf(string(id), binary.BigEndian.Uint64(k), last) {
			return damage("the last change of %s is missing or altered", id)
		}
		return nil
	})
}

// Version is the version of the store's layout, and nought while there is no
// store.
func (s *Store) Version(ctx context.Context) (version int, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		version = versionOf(tx)
		return nil
	})
	if errors.Is(err, errNone) {
		return 0, nil
	}
	return version, err
}

// Migrate makes the store one of this program's Format, which earlier versions
// cannot read. Whoever calls it has made a backup.
func (s *Store) Migrate(ctx context.Context) error {
	return s.write(ctx, func(tx *bbolt.Tx) error {
		if err := identify(tx); err != nil {
			return err
		}
		if versionOf(tx) >= Format {
			return nil
		}
		var names [][]byte
		err := tx.ForEach(func(name []byte, _ *bbolt.Bucket) error {
			names = append(names, bytes.Clone(name))
			return nil
		})
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := mark(name, tx.Bucket(name)); err != nil {
				return err
			}
		}
		meta, err := tx.CreateBucketIfNotExists(metaBucket)
		if err != nil {
			return err
		}
		if err := meta.Put(formatKey, formatName); err != nil {
			return err
		}
		return meta.Put(versionKey, []byte(strconv.Itoa(Format)))
	})
}

// mark gives an assessment its mark.
func mark(name []byte, b *bbolt.Bucket) error {
	id, ok := bytes.CutPrefix(name, prefix)
	if !ok {
		return nil
	}
	k, last := b.Cursor().Last()
	return b.SetSequence(markOf(string(id), binary.BigEndian.Uint64(k), last))
}
