package care

import (
	"errors"
	"io/fs"
)

// Code names a failure that a person can do something about. The sentence for
// it stands in the translations under "error." and the code, with Args filled
// in; it says what happened and what to do.
type Code string

// Args are the values that an error's sentence names.
type Args map[string]any

// The failures of the program. Each has its sentence in every language.
const (
	CodeInternal          Code = "internal"          // Detail
	CodeUsage             Code = "usage"             // Detail
	CodeBadClock          Code = "bad_clock"         // Value
	CodeFileMissing       Code = "file_missing"      // File
	CodeFileIsFolder      Code = "file_is_folder"    // File
	CodeFileChanged       Code = "file_changed"      // File
	CodeFileEmpty         Code = "file_empty"        // File
	CodeFileBinary        Code = "file_binary"       // File
	CodeFileIsBook        Code = "file_is_book"      // File
	CodeFileTooLarge      Code = "file_too_large"    // File, Limit
	CodeFileUnreadable    Code = "file_unreadable"   // File, Detail
	CodeArchiveEmpty      Code = "archive_empty"     // File
	CodeArchiveTooLarge   Code = "archive_too_large" // File, Limit, Entries, Ratio
	CodeNotAddressBook    Code = "not_address_book"  // File
	CodeNothingUsable     Code = "nothing_usable"    // File
	CodeBadMapping        Code = "bad_mapping"       // Value
	CodeBadHour           Code = "bad_hour"          // Text
	CodeBadLeads          Code = "bad_leads"         // Text, Most
	CodeUnknownEncoding   Code = "unknown_encoding"  // Value, Known
	CodeNotSales          Code = "not_sales"         // File
	CodeDateOrder         Code = "date_order"        // File, Example
	CodeRateMissing       Code = "rate_missing"      // Currency, Book
	CodeRatesMissing      Code = "rates_missing"     // Sales, Currency, Book
	CodeBadRate           Code = "bad_rate"          // Value
	CodeBadCurrency       Code = "bad_currency"      // Value
	CodeBadCountry        Code = "bad_country"       // Value
	CodeSaleMissing       Code = "sale_missing"      //
	CodeItemExists        Code = "item_exists"       // Name
	CodeBadMargin         Code = "bad_margin"        // Value
	CodeReasonMissing     Code = "reason_missing"    //
	CodeReasonTooLong     Code = "reason_too_long"   // Most
	CodeBookDamaged       Code = "book_damaged"      // Book
	CodeBookNewer         Code = "book_newer"        // Book, Schema, Known
	CodeBookOlder         Code = "book_older"        // Book
	CodeBookMissing       Code = "book_missing"      // Book
	CodeBookAway          Code = "book_away"         // Book
	CodeMoveChanged       Code = "move_changed"      // Book
	CodeMoveDiffers       Code = "move_differs"      // Book
	CodeBookThere         Code = "book_there"        // Book
	CodeBookNotABook      Code = "book_not_a_book"   // Book
	CodeBookLocked        Code = "book_locked"       // Book
	CodeBookReadOnly      Code = "book_read_only"    // Book
	CodeBookFolder        Code = "book_folder"       // Folder, Detail
	CodeBookSideFile      Code = "book_side_file"    // File
	CodeBookNothingLeft   Code = "book_nothing_left" // Book
	CodeBookNetwork       Code = "book_network"      // Book
	CodeClockBehind       Code = "clock_behind"      // Last, Now
	CodeDiskFull          Code = "disk_full"         // Book
	CodeDiskFailed        Code = "disk_failed"       // Book
	CodeWriteFailed       Code = "write_failed"      // File, Detail
	CodeBookNotEmpty      Code = "book_not_empty"
	CodeExportForgotten   Code = "export_forgotten"    // File, Detail
	CodeBackupDiskFull    Code = "backup_disk_full"    // Folder
	CodeBackupReadOnly    Code = "backup_read_only"    // Folder
	CodeBackupFolder      Code = "backup_folder"       // Folder
	CodeBackupTemp        Code = "backup_temp"         // Folder
	CodeBackupDamaged     Code = "backup_damaged"      // File
	CodeNotABackup        Code = "not_a_backup"        // File
	CodePassphraseWrong   Code = "passphrase_wrong"    // File
	CodePassphraseMissing Code = "passphrase_missing"  // File
	CodePassphraseEmpty   Code = "passphrase_empty"    //
	CodeArchiveDamaged    Code = "archive_damaged"     // File
	CodeArchiveNewer      Code = "archive_newer"       // File
	CodeArchiveFull       Code = "archive_full"        // Most
	CodeArchiveSealed     Code = "archive_sealed"      // File
	CodeRestoreOpen       Code = "restore_open"        // Book
	CodeRestoreItself     Code = "restore_itself"      // File
	CodeUndoForgotten     Code = "undo_forgotten"      //
	CodePersonMissing     Code = "person_missing"      // ID
	CodeSamePerson        Code = "same_person"         // ID
	CodeImportMissing     Code = "import_missing"      // ID
	CodeTagMissing        Code = "tag_missing"         // Name
	CodeTagExists         Code = "tag_exists"          // Name
	CodeNameMissing       Code = "name_missing"        //
	CodeNameTooLong       Code = "name_too_long"       // Most
	CodeFieldExists       Code = "field_exists"        // Name
	CodeListExists        Code = "list_exists"         // Name
	CodeEventMissing      Code = "event_missing"       //
	CodeNoteMissing       Code = "note_missing"        //
	CodeNoteFileTooLarge  Code = "note_file_too_large" // File, Limit
	CodeNoteFileBinary    Code = "note_file_binary"    // File
	CodeNoteFileEmpty     Code = "note_file_empty"     // File
	CodeNotYet            Code = "not_yet"             // Day
	CodeGreeted           Code = "greeted"             // Name
	CodeHolidayMissing    Code = "holiday_missing"     //
	CodeOvertaken         Code = "overtaken"           // Field, Value
	CodeEditedSince       Code = "edited_since"        // Name
	CodeAlreadyUndone     Code = "already_undone"      // ID
	CodeNothingToUndo     Code = "nothing_to_undo"     //
	CodeNothingToRedo     Code = "nothing_to_redo"     //
	CodeCancelled         Code = "cancelled"           //
	CodeNoDisplay         Code = "no_display"          //
	CodeNoWindow          Code = "no_window"           //
	CodeNoDemo            Code = "no_demo"             // Book
	CodeFileExists        Code = "file_exists"         // File
	CodeBadPicture        Code = "bad_picture"         // Detail
	CodeNotAPicture       Code = "not_a_picture"       // File
	CodePictureFormat     Code = "picture_format"      // File, Format
	CodePictureBroken     Code = "picture_broken"      // File
	CodePictureEmpty      Code = "picture_empty"       // File
	CodePictureTooLarge   Code = "picture_too_large"   // File, Limit
	CodePicturePixels     Code = "picture_pixels"      // File, Width, Height, Most
	CodeNotADate          Code = "not_a_date"          // Value
	CodeBookCheckFailed   Code = "book_check_failed"   // Book
	CodeTemplateEmpty     Code = "template_empty"      //
	CodeTemplateField     Code = "template_field"      // Field, Known
	CodeTemplateBrace     Code = "template_brace"      // Near, Example
	CodeBadRule           Code = "bad_rule"            // Text
	CodeBadVisitDay       Code = "bad_visit_day"       // Part, Index, Most
	CodeBadVisitStart     Code = "bad_visit_start"     // Part, Index, Latest
	CodeBadVisitPause     Code = "bad_visit_pause"     // Part, Index
	CodeBadVisitLength    Code = "bad_visit_length"    // Part, Index, Least, Most
	CodeBadShares         Code = "bad_shares"          // Sum
	CodeVisitMissing      Code = "visit_missing"       //
	CodeVisitDone         Code = "visit_done"          // Name
	CodeVisitNoRoom       Code = "visit_no_room"       // Day
	CodeVisitPast         Code = "visit_past"          // Day
	CodeRuleNeverFalls    Code = "rule_never_falls"    // Text
	CodeNoteTooLarge      Code = "note_too_large"      //
)

// Error is a failure with a code, so that one sentence can be said about it
// in the user's language. Err is the technical cause, for the log.
type Error struct {
	Code Code
	Args Args
	Err  error
}

// Error is the technical text; what people see is made from Code and Args.
func (e *Error) Error() string {
	if e.Err != nil {
		return string(e.Code) + ": " + e.Err.Error()
	}
	return string(e.Code)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf is the code of the outermost Error in err's chain, CodeInternal for
// any other failure and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}

// Cause is the cause of a failure of the file system without the path, which
// the sentence around it names; of any other failure, its text.
func Cause(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
