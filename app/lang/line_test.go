package lang

import (
	"slices"
	"strings"
	"testing"

	"carebook/app/care"
)

func TestParseLine(t *testing.T) {
	euros := func(minor int64) *care.Money { return &care.Money{Minor: minor, Currency: "EUR"} }
	type lines map[string]Line
	for code, table := range map[string]lines{
		"en": {
			"Likes the new oven, call back Tuesday":          {Due: "2026-12-01", Promise: "Call back"},
			"call back on Tuesday at ten":                    {Due: "2026-12-01", Promise: "Call back at ten"},
			"On Tuesday send the brochure":                   {Due: "2026-12-01", Promise: "Send the brochure"},
			"Send the offer by 12 Dec. Likes blue.":          {Due: "2026-12-12", Promise: "Send the offer"},
			"Wants an oven and call back Tuesday":            {Due: "2026-12-01", Promise: "Call back"},
			"Call Ana, María and Pep on Tuesday":             {Due: "2026-12-01", Promise: "Call Ana, María and Pep"},
			"Call Dr. Ana on Tuesday":                        {Due: "2026-12-01", Promise: "Call Dr. Ana"},
			"he called, ring back in two weeks":              {Due: "2026-12-10", Promise: "Ring back"},
			"asked to call back tomorrow":                    {Due: "2026-11-27", Promise: "Asked to call back"},
			"call back today":                                {Due: "2026-11-26", Promise: "Call back"},
			"Offer by Friday":                                {Due: "2026-11-27", Promise: "Offer"},
			"By Friday":                                      {Due: "2026-11-27", Promise: "By Friday"},
			"Not in, so call back next Monday":               {Due: "2026-11-30", Promise: "Call back"},
			"call back Tuesday because he was busy":          {Due: "2026-12-01", Promise: "Call back"},
			"Call Tuesday, send the offer Friday":            {Due: "2026-12-01", Promise: "Call"},
			"Call back 3.12.":                                {Due: "2026-12-03", Promise: "Call back"},
			"visit on 2027-01-05":                            {Due: "2027-01-05", Promise: "Visit"},
			"call back 12 Dec 25 chairs":                     {Due: "2026-12-12", Promise: "Call back 25 chairs"},
			"Call back\nTuesday was bad":                     {},
			"Tuesday was bad":                                {},
			"On Monday we met":                               {},
			"we met last Tuesday and talked":                 {},
			"called yesterday":                               {},
			"call back last Tuesday":                         {},
			"Never call on a Tuesday":                        {},
			"call every Tuesday":                             {},
			"Sent the offer on Monday":                       {},
			"Call on 5 January 2020":                         {},
			"Tuesday":                                        {},
			"Oven of 2.5 kW, call him about 3/4 of it":       {},
			"Call about version 1.2.3":                       {},
			"Offered the oven at €8,450 until 12 Dec":        {Price: euros(845000), ValidUntil: "2026-12-12"},
			"Quote €8,450, valid until 12 Dec, call Tuesday": {Price: euros(845000), ValidUntil: "2026-12-12", Due: "2026-12-01", Promise: "Call"},
			"Send the offer, valid until 12 Dec":             {ValidUntil: "2026-12-12"},
			"8450 EUR for two, then 300 USD":                 {Price: euros(845000)},
			"Costs 8450, all in":                             {},
			"Talked 25 min about ovens":                      {Text: "Talked about ovens", Minutes: 25},
			"25 min, likes the oven":                         {Text: "likes the oven", Minutes: 25},
			"Likes the oven, 1h 10":                          {Text: "Likes the oven", Minutes: 70},
			"Likes the oven (1 h 10 min).":                   {Text: "Likes the oven.", Minutes: 70},
			"Spoke for half an hour, call back Tuesday":      {Text: "Spoke, call back Tuesday", Minutes: 30, Due: "2026-12-01", Promise: "Call back"},
			"1.5 hours with Ana":                             {Text: "with Ana", Minutes: 90},
			"an hour and a half":                             {Text: "", Minutes: 90},
			"Spoke 25 min. Liked it.":                        {Text: "Spoke. Liked it.", Minutes: 25},
			"Spoke 25 min. with Ana.":                        {Text: "Spoke with Ana.", Minutes: 25},
			"25 min. Liked it.":                              {Text: "Liked it.", Minutes: 25},
			"call back Thu 12 Nov":                           {},
			"10-15 min on the phone":                         {Text: "on the phone", Minutes: 15},
			"1:10 h in the kitchen":                          {Text: "in the kitchen", Minutes: 70},
			"an hour and 5 minutes on site":                  {Text: "on site", Minutes: 65},
			"call back Tuesday 20 min":                       {Text: "call back Tuesday", Minutes: 20, Due: "2026-12-01", Promise: "Call back"},
			"call back in 20 min":                            {},
			"came at 10 h":                                   {},
			"two ovens, 10 minutes ago":                      {},
			"lasted 100 hours":                               {},
			"25 minerals":                                    {},
			"  kept as typed  ":                              {Text: "kept as typed"},
			"":                                               {},
		},
		"es": {
			"Le gusta el horno, llamar el martes":            {Due: "2026-12-01", Promise: "Llamar"},
			"Hay que llamar el martes":                       {Due: "2026-12-01", Promise: "Llamar"},
			"enviar la oferta para el viernes":               {Due: "2026-11-27", Promise: "Enviar la oferta"},
			"volver a llamar el próximo lunes por la mañana": {Due: "2026-11-30", Promise: "Volver a llamar por la mañana"},
			"visitar dentro de dos semanas":                  {Due: "2026-12-10", Promise: "Visitar"},
			"El martes vino a verla, enviar fotos mañana":    {Due: "2026-11-27", Promise: "Enviar fotos"},
			"el martes pasado hablamos":                      {},
			"llamar los martes":                              {},
			"llamar por la mañana":                           {},
			"No llamar el martes":                            {},
			"Llamó el martes":                                {},
			"Oferta de 8.450 € hasta el 12 de diciembre":     {Price: euros(845000), ValidUntil: "2026-12-12"},
			"8 mil euros, válido hasta el 12 dic.":           {Price: euros(800000), ValidUntil: "2026-12-12"},
			"Hablamos 25 minutos del horno":                  {Text: "Hablamos del horno", Minutes: 25},
			"Media hora con Ana, le interesa":                {Text: "con Ana, le interesa", Minutes: 30},
			"hora y media en la cocina":                      {Text: "en la cocina", Minutes: 90},
			"vino a las 10 h":                                {},
			"llamar en una hora":                             {},
		},
		"ru": {
			"Нравится печь, вторник перезвонить":        {Due: "2026-12-01", Promise: "Перезвонить"},
			"перезвонить во вторник":                    {Due: "2026-12-01", Promise: "Перезвонить"},
			"отправить предложение до пятницы":          {Due: "2026-11-27", Promise: "Отправить предложение"},
			"Просил перезвонить завтра":                 {Due: "2026-11-27", Promise: "Просил перезвонить"},
			"предложение к пятнице":                     {Due: "2026-11-27", Promise: "Предложение"},
			"зайти на следующей неделе":                 {Due: "2026-11-30", Promise: "Зайти"},
			"позвонить 12 дек. после обеда":             {Due: "2026-12-12", Promise: "Позвонить после обеда"},
			"встретились во вторник":                    {},
			"во вторник был занят":                      {},
			"звонил вчера":                              {},
			"не звонить во вторник":                     {},
			"перезвонить в прошлый вторник":             {},
			"Печь за 8 450 € до 12 декабря":             {Price: euros(845000), ValidUntil: "2026-12-12"},
			"предложение 1 200 ₽, действует до 12 дек.": {Price: &care.Money{Minor: 120000, Currency: "RUB"}, ValidUntil: "2026-12-12"},
			"Говорили 40 минут о печах":                 {Text: "Говорили о печах", Minutes: 40},
			"полчаса на кухне, перезвонить во вторник":  {Text: "на кухне, перезвонить во вторник", Minutes: 30, Due: "2026-12-01", Promise: "Перезвонить"},
			"1 ч 10 мин": {Text: "", Minutes: 70},
			"перезвонить через 20 минут": {},
			"пришёл в 10 часов":          {},
		},
		"zh_CN": {
			"喜欢新烤箱，周二回电":          {Due: "2026-12-01", Promise: "回电"},
			"周二回电":                {Due: "2026-12-01", Promise: "回电"},
			"下周五拜访":               {Due: "2026-12-04", Promise: "拜访"},
			"三天后联系张先生":            {Due: "2026-11-29", Promise: "联系张先生"},
			"周五前发送报价":             {Due: "2026-11-27", Promise: "发送报价"},
			"他说周二回电":              {Due: "2026-12-01", Promise: "他说回电"},
			"周二见面了":               {},
			"上周二拜访":               {},
			"昨天打电话":               {},
			"不要周二打电话":             {},
			"每周二拜访":               {},
			"周二很忙":                {},
			"八月十五拜访":              {},
			"订3月20台，确认":           {},
			"报价€8,450，有效期至12月12日": {Price: euros(845000), ValidUntil: "2026-12-12"},
			"报价300元，12月12日前有效":    {Price: &care.Money{Minor: 30000, Currency: "CNY"}, ValidUntil: "2026-12-12"},
			"3万元，到12月12日":         {Price: &care.Money{Minor: 3000000, Currency: "CNY"}, ValidUntil: "2026-12-12"},
			"聊了30分钟，喜欢新烤箱":        {Text: "聊了，喜欢新烤箱", Minutes: 30},
			"谈了半小时烤箱":             {Text: "谈了烤箱", Minutes: 30},
			"两个小时，周二回电":           {Text: "周二回电", Minutes: 120, Due: "2026-12-01", Promise: "回电"},
			"一个半小时":               {Text: "", Minutes: 90},
			"30分钟后回电":             {},
		},
		"zh_TW": {
			"喜歡新烤箱，週二回電":          {Due: "2026-12-01", Promise: "回電"},
			"後天拜訪":                {Due: "2026-11-28", Promise: "拜訪"},
			"週二見面了":               {},
			"報價NT$300，有效期至12月12日": {Price: &care.Money{Minor: 30000, Currency: "TWD"}, ValidUntil: "2026-12-12"},
			"聊了30分鐘":              {Text: "聊了", Minutes: 30},
		},
	} {
		speak(t, code)
		for words, want := range table {
			if want.Text == "" && want.Minutes == 0 {
				want.Text = words
			}
			got := ParseLine(words, typedToday, "EUR")
			if (got.Price == nil) != (want.Price == nil) || got.Price != nil && *got.Price != *want.Price {
				t.Errorf("%s: %q costs %+v, want %+v", code, words, got.Price, want.Price)
			}
			got.Price, want.Price = nil, nil
			if got != want {
				t.Errorf("%s: %q\n got %+v\nwant %+v", code, words, got, want)
			}
		}
	}
}

// Signs that several currencies have mean the one that is given.
func TestParseLineInACurrency(t *testing.T) {
	speak(t, "en")
	got := ParseLine("the oven at $300", typedToday, "MXN")
	if want := (care.Money{Minor: 30000, Currency: "MXN"}); got.Price == nil || *got.Price != want {
		t.Errorf("%+v", got.Price)
	}
	if got := ParseLine("call back Tuesday, 10 min, $5", "", ""); got.Due != "" || got.Promise != "" || got.Minutes != 10 || got.Price == nil {
		t.Errorf("without today: %+v", got)
	}
}

// missing are the tokens that a text lost, if the rest of them stayed in order.
func missing(from, text string) (lost []piece, ok bool) {
	rest := tokens(text)
	for _, p := range tokens(from) {
		if len(rest) > 0 && rest[0].text == p.text {
			rest = rest[1:]
			continue
		}
		lost = append(lost, p)
	}
	return lost, len(rest) == 0
}

func FuzzParseLine(f *testing.F) {
	for _, s := range []string{
		"Likes the new oven, call back Tuesday", "25 min, €8,450 valid until 12 Dec", "call (1h 10)", "llamar el martes, 8.450 €", "вторник перезвонить, 40 минут",
		"周二回电，聊了30分钟，报价300元", "for 1.5 h. and by 3.12.", "10-15 min", "by by by Tuesday", "until", "(((", "1:10 h", "call\u0301 Tuesday\nfor", "£5m k", "a a a hour",
	} {
		f.Add(s)
	}
	speakers := everyTongue(f)
	f.Fuzz(func(t *testing.T, words string) {
		for _, l := range speakers {
			current.Store(l)
			got := ParseLine(words, typedToday, "EUR")
			switch lost, ok := missing(words, got.Text); {
			case got.Minutes == 0 && got.Text != strings.TrimSpace(words):
				t.Errorf("%s: %q became %q", l.code, words, got.Text)
			case !ok:
				t.Errorf("%s: %q became %q", l.code, words, got.Text)
			case len(slices.DeleteFunc(lost, func(p piece) bool { return p.kind == sign })) > 14:
				t.Errorf("%s: %q lost %d words in %q", l.code, words, len(lost), got.Text)
			}
			if got.Minutes < 0 || got.Minutes > 24*60 {
				t.Errorf("%s: %q took %d minutes", l.code, words, got.Minutes)
			}
			if (got.Due == "") != (got.Promise == "") || got.Due != "" && got.Due < typedToday {
				t.Errorf("%s: %q promises %q by %q", l.code, words, got.Promise, got.Due)
			}
		}
	})
}
