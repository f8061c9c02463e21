package mem_test

import (
	"testing"

	"favour/internal/journal"
	"favour/internal/journal/mem"
	"favour/internal/journal/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(*testing.T) func() journal.Store {
		s := mem.New()
		return func() journal.Store { return s }
	})
}
