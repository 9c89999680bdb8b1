package lang

var fieldNames = map[string]string{
	"prefix":        "field.prefix",
	"given":         "field.given",
	"middle":        "field.middle",
	"family":        "field.family",
	"suffix":        "field.suffix",
	"nickname":      "field.nickname",
	"organization":  "field.organization",
	"department":    "field.department",
	"title":         "field.title",
	"role":          "field.role",
	"phones":        "field.phone",
	"emails":        "field.email",
	"addresses":     "field.address",
	"urls":          "field.url",
	"messengers":    "field.messenger",
	"related":       "field.related",
	"tags":          "field.tags",
	"remark":        "field.remark",
	"added":         "field.added",
	"likes":         "field.likes",
	"household":     "field.household",
	"interests":     "field.interests",
	"channel":       "field.channel",
	"hour":          "field.hour",
	"value":         "field.value",
	"referred_by":   "field.referred_by",
	"lost":          "field.lost",
	"cadence":       "field.cadence",
	"band_override": "bands.by_hand",
	"cadence.call":  "cadence.call_days",
	"cadence.visit": "cadence.visit_days",
}

// Field names a field of a person, called as in the JSON export, a part of one
// behind a point; one that is not known is itself.
func Field(name string) string {
	if key, ok := fieldNames[name]; ok {
		return T(key)
	}
	return name
}
