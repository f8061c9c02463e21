//go:build !linux

package bolt

// holder would be who has the file at path locked. These systems do not tell a
// program that has no more rights than its user.
func holder(string) string { return "" }
