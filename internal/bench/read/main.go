// Command read is an empty command line that reads one value from a
// bbolt database. The benchmark holds favour status against it.
package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"go.etcd.io/bbolt"
)

func main() {
	root := &cobra.Command{
		Use:  "read FILE BUCKET",
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			db, err := bbolt.Open(args[0], 0o600, &bbolt.Options{ReadOnly: true})
			if err != nil {
				return err
			}
			defer db.Close()
			return db.View(func(tx *bbolt.Tx) error {
				b := tx.Bucket([]byte(args[1]))
				if b == nil {
					return fmt.Errorf("%s has no bucket %s", args[0], args[1])
				}
				_, value := b.Cursor().First()
				_, err := fmt.Fprintln(c.OutOrStdout(), len(value))
				return err
			})
		},
	}
	if err := root.Execute(); err != nil {
		os.Exit(1)
	}
}
