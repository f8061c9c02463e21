package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// fill fills in a file that favour pack made, as a colleague would with another
// program: fill FILE KEY answer=VALUE [state=VALUE] [reason=VALUE]. In a workbook a
// value that is a number is one, and one that begins with = is a formula.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: fill FILE KEY answer=VALUE...")
	}
	write := fillTable
	if filepath.Ext(args[0]) == ".xlsx" {
		write = fillWorkbook
	}
	for _, cell := range args[2:] {
		name, value, _ := strings.Cut(cell, "=")
		ts.Check(write(ts.MkAbs(args[0]), args[1], name, value))
	}
}

// headOf are the heads of the columns of a workbook, by the names of a table's.
var headOf = map[string]string{"answer": "Your answer", "state": "Or: no answer because", "reason": "Reason, if not applicable"}

func fillWorkbook(path, key, name, value string) error {
	f, err := excelize.OpenFile(path)
	if err != nil {
		return err
	}
	defer f.Close()
	columns, err := f.GetCols("Questions")
	if err != nil {
		return err
	}
	column := slices.IndexFunc(columns, func(c []string) bool { return c[0] == headOf[name] })
	keys := slices.IndexFunc(columns, func(c []string) bool { return c[0] == "Key" })
	if column < 0 || keys < 0 || !slices.Contains(columns[keys], key) {
		return fmt.Errorf("%s has no %s for %s", path, name, key)
	}
	cell, err := excelize.CoordinatesToCellName(column+1, slices.Index(columns[keys], key)+1)
	if err != nil {
		return err
	}
	formula, isFormula := strings.CutPrefix(value, "=")
	n, nerr := strconv.ParseFloat(value, 64)
	switch {
	case isFormula:
		err = f.SetCellFormula("Questions", cell, formula)
	case nerr == nil:
		err = f.SetCellValue("Questions", cell, n)
	default:
		err = f.SetCellStr("Questions", cell, value)
	}
	if err != nil {
		return err
	}
	return f.Save()
}

func fillTable(path, key, name, value string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(b), "\ufeff"))).ReadAll()
	if err != nil {
		return err
	}
	column, keys := slices.Index(rows[0], name), slices.Index(rows[0], "key")
	row := slices.IndexFunc(rows, func(r []string) bool { return r[keys] == key })
	if column < 0 || row < 0 {
		return fmt.Errorf("%s has no %s for %s", path, name, key)
	}
	rows[row][column] = value
	var out strings.Builder
	if err := csv.NewWriter(&out).WriteAll(rows); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(out.String()), 0o600)
}
