//go:build !linux

package main

// faultsHere are the faults that can be made on this system.
var faultsHere []fault
