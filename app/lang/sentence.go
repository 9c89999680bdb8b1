package lang

import (
	"context"
	"errors"
	"maps"

	"carebook/app/care"
)

// sentences are the texts for the codes of errors.
var sentences = map[care.Code]string{
	care.CodeInternal:          "error.internal",
	care.CodeUsage:             "error.usage",
	care.CodeBadClock:          "error.bad_clock",
	care.CodeFileMissing:       "error.file_missing",
	care.CodeFileIsFolder:      "error.file_is_folder",
	care.CodeFileEmpty:         "error.file_empty",
	care.CodeFileBinary:        "error.file_binary",
	care.CodeFileTooLarge:      "error.file_too_large",
	care.CodeFileUnreadable:    "error.file_unreadable",
	care.CodeFileIsBook:        "error.file_is_book",
	care.CodeNotAddressBook:    "error.not_address_book",
	care.CodeNothingUsable:     "error.nothing_usable",
	care.CodeBadMapping:        "error.bad_mapping",
	care.CodeBadHour:           "error.bad_hour",
	care.CodeBadLeads:          "error.bad_leads",
	care.CodeUnknownEncoding:   "error.unknown_encoding",
	care.CodeNotSales:          "error.not_sales",
	care.CodeDateOrder:         "error.date_order",
	care.CodeRateMissing:       "error.rate_missing",
	care.CodeRatesMissing:      "error.rates_missing",
	care.CodeBadRate:           "error.bad_rate",
	care.CodeBadCurrency:       "error.bad_currency",
	care.CodeBadCountry:        "error.bad_country",
	care.CodeSaleMissing:       "error.sale_missing",
	care.CodeItemExists:        "error.item_exists",
	care.CodeBadMargin:         "error.bad_margin",
	care.CodeReasonMissing:     "error.reason_missing",
	care.CodeReasonTooLong:     "error.reason_too_long",
	care.CodeBookDamaged:       "error.book_damaged",
	care.CodeBookNewer:         "error.book_newer",
	care.CodeBookOlder:         "error.book_older",
	care.CodeBookMissing:       "error.book_missing",
	care.CodeBookAway:          "error.book_away",
	care.CodeMoveChanged:       "error.move_changed",
	care.CodeMoveDiffers:       "error.move_differs",
	care.CodeBookThere:         "error.book_there",
	care.CodeBookNotABook:      "error.book_not_a_book",
	care.CodeBookLocked:        "error.book_locked",
	care.CodeBookReadOnly:      "error.book_read_only",
	care.CodeBookFolder:        "error.book_folder",
	care.CodeBookSideFile:      "error.book_side_file",
	care.CodeBookNothingLeft:   "error.book_nothing_left",
	care.CodeBookNetwork:       "error.book_network",
	care.CodeClockBehind:       "error.clock_behind",
	care.CodeDiskFull:          "error.disk_full",
	care.CodeDiskFailed:        "error.disk_failed",
	care.CodeWriteFailed:       "error.write_failed",
	care.CodeBookNotEmpty:      "error.book_not_empty",
	care.CodeExportForgotten:   "error.export_forgotten",
	care.CodeBackupDiskFull:    "error.backup_disk_full",
	care.CodeBackupReadOnly:    "error.backup_read_only",
	care.CodeBackupFolder:      "error.backup_folder",
	care.CodeBackupTemp:        "error.backup_temp",
	care.CodeBackupDamaged:     "error.backup_damaged",
	care.CodeNotABackup:        "error.not_a_backup",
	care.CodePassphraseWrong:   "error.passphrase_wrong",
	care.CodePassphraseMissing: "error.passphrase_missing",
	care.CodePassphraseEmpty:   "error.passphrase_empty",
	care.CodeArchiveDamaged:    "error.archive_damaged",
	care.CodeArchiveNewer:      "error.archive_newer",
	care.CodeArchiveFull:       "error.archive_full",
	care.CodeArchiveSealed:     "error.archive_sealed",
	care.CodeRestoreOpen:       "error.restore_open",
	care.CodeRestoreItself:     "error.restore_itself",
	care.CodeUndoForgotten:     "error.undo_forgotten",
	care.CodePersonMissing:     "error.person_missing",
	care.CodeSamePerson:        "error.same_person",
	care.CodeImportMissing:     "error.import_missing",
	care.CodeTagMissing:        "error.tag_missing",
	care.CodeAlreadyUndone:     "error.already_undone",
	care.CodeNothingToUndo:     "error.nothing_to_undo",
	care.CodeCancelled:         "error.cancelled",
	care.CodeFileChanged:       "error.file_changed",
	care.CodeArchiveEmpty:      "error.archive_empty",
	care.CodeArchiveTooLarge:   "error.archive_too_large",
	care.CodeNoDisplay:         "error.no_display",
	care.CodeNoWindow:          "error.no_window",
	care.CodeNoDemo:            "error.no_demo",
	care.CodeFileExists:        "error.file_exists",
	care.CodeBadPicture:        "error.bad_picture",
	care.CodeNotAPicture:       "error.not_a_picture",
	care.CodePictureFormat:     "error.picture_format",
	care.CodePictureBroken:     "error.picture_broken",
	care.CodePictureEmpty:      "error.picture_empty",
	care.CodePictureTooLarge:   "error.picture_too_large",
	care.CodePicturePixels:     "error.picture_pixels",
	care.CodeNotADate:          "error.not_a_date",
	care.CodeBookCheckFailed:   "error.book_check_failed",
	care.CodeTagExists:         "error.tag_exists",
	care.CodeNameMissing:       "error.name_missing",
	care.CodeNameTooLong:       "error.name_too_long",
	care.CodeFieldExists:       "error.field_exists",
	care.CodeListExists:        "error.list_exists",
	care.CodeNoteMissing:       "error.note_missing",
	care.CodeEventMissing:      "error.event_missing",
	care.CodeNoteFileTooLarge:  "error.note_file_too_large",
	care.CodeNoteFileBinary:    "error.note_file_binary",
	care.CodeNoteFileEmpty:     "error.note_file_empty",
	care.CodeNoteTooLarge:      "error.note_too_large",
	care.CodeNotYet:            "error.not_yet",
	care.CodeGreeted:           "error.greeted",
	care.CodeHolidayMissing:    "error.holiday_missing",
	care.CodeOvertaken:         "error.overtaken",
	care.CodeEditedSince:       "error.edited_since",
	care.CodeNothingToRedo:     "error.nothing_to_redo",
	care.CodeTemplateEmpty:     "error.template_empty",
	care.CodeTemplateField:     "error.template_field",
	care.CodeTemplateBrace:     "error.template_brace",
	care.CodeBadRule:           "error.bad_rule",
	care.CodeRuleNeverFalls:    "error.rule_never_falls",
	care.CodeBadVisitDay:       "error.bad_visit_day",
	care.CodeBadVisitStart:     "error.bad_visit_start",
	care.CodeBadVisitPause:     "error.bad_visit_pause",
	care.CodeBadVisitLength:    "error.bad_visit_length",
	care.CodeBadShares:         "error.bad_shares",
	care.CodeVisitMissing:      "error.visit_missing",
	care.CodeVisitDone:         "error.visit_done",
	care.CodeVisitNoRoom:       "error.visit_no_room",
	care.CodeVisitPast:         "error.visit_past",
}

// Sentence is the one sentence that tells a person about an error: what
// happened and what to do. It is "" for nil.
func Sentence(err error) string {
	if err == nil {
		return ""
	}
	var e *care.Error
	if !errors.As(err, &e) {
		if errors.Is(err, context.Canceled) {
			return T("error.cancelled")
		}
		return T("error.internal", Args{"Detail": err.Error()})
	}
	args := Args{}
	maps.Copy(args, e.Args)
	switch limit := args["Limit"].(type) {
	case int:
		args["Limit"] = Bytes(int64(limit))
	case int64:
		args["Limit"] = Bytes(limit)
	}
	if _, told := args["Detail"]; !told && e.Err != nil {
		args["Detail"] = e.Err.Error()
	}
	key, ok := sentences[e.Code]
	if !ok {
		return T("error.internal", Args{"Detail": e.Error()})
	}
	return T(key, args)
}
