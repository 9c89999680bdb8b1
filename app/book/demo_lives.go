package book

import "carebook/app/care"

// demoLife is what became known of somebody: a profile and a timeline. Texts
// are keys.
type demoLife struct {
	likes, household, hour string
	interests              []string
	channel                care.Channel
	value                  int
	// cadence is the person's own, zero where tags and band say.
	cadence care.Cadence
	// referrer is the full name of who sent the person; one who is written out
	// earlier.
	referrer string
	// lost is for how many days the customer counts as lost, 0 for one who is
	// kept.
	lost int
	// buys is what sort of customer somebody is, zero for nobody who buys.
	buys demoCustomer
	// events are the latest first.
	events []demoEvent
}

// demoEvent is something that happened, in days counted from today.
type demoEvent struct {
	kind care.EventKind
	// ago is how many days ago it happened.
	ago     int
	said    string
	minutes int
	outcome care.Outcome
	// euros is the price of a quote or a purchase, 0 for none.
	euros float64
	// term is in how many days a promise or a complaint is due, or a quote
	// ends; less than 0 is past.
	term int
	// done is how many days ago the promise was kept or the complaint answered,
	// 0 while it waits.
	done   int
	pinned bool
}

// The lives of those who are written out.
var (
	lifeMaria = demoLife{
		likes: "demo.likes.maria", household: "demo.household.maria", hour: "demo.hour.ten", channel: care.ByMessage, value: 5,
		interests: []string{"demo.interest.ovens", "demo.interest.terrace"},
		buys:      demoCustomer{band: care.BandA, place: -3},
		events: []demoEvent{
			{kind: care.Message, ago: 3, said: "demo.said.maria_seal", outcome: care.Answered},
			{kind: care.Complaint, ago: 7, said: "demo.said.maria_steam", term: 1},
			{kind: care.Visit, ago: 14, said: "demo.said.maria_visit", minutes: 55},
			{kind: care.Quote, ago: 14, said: "demo.said.maria_quote", euros: 8450, term: 16},
			{kind: care.Purchase, ago: 23, said: "demo.said.maria_pans", euros: 612},
			{kind: care.Call, ago: 40, said: "demo.said.maria_licence", minutes: 12},
			{kind: care.Gift, ago: 62, said: "demo.said.maria_chocolate"},
			{kind: care.Feedback, ago: 95, said: "demo.said.maria_feedback"},
			{kind: care.Greeting, ago: 358, said: "demo.said.maria_birthday"},
		},
	}
	lifeJavier = demoLife{
		household: "demo.household.javier", channel: care.ByCall, value: 5, cadence: care.Cadence{Visit: 90}, interests: []string{"demo.interest.ovens"},
		buys: demoCustomer{band: care.BandA},
		events: []demoEvent{
			{kind: care.Call, ago: 31, said: "demo.said.javier_oven", minutes: 9, outcome: care.Interested},
			{kind: care.Promise, ago: 31, said: "demo.said.javier_promise", term: 4},
			{kind: care.Quote, ago: 45, said: "demo.said.javier_quote", euros: 5990, term: -15},
			{kind: care.Visit, ago: 70, said: "demo.said.javier_visit", minutes: 40},
			{kind: care.Purchase, ago: 160, said: "demo.said.javier_stools", euros: 534},
		},
	}
	lifeDmitri = demoLife{
		likes: "demo.likes.dmitri", channel: care.ByCall, value: 4,
		buys: demoCustomer{band: care.BandA, place: -1},
		events: []demoEvent{
			{kind: care.Quote, ago: 17, said: "demo.said.dmitri_quote", euros: 14200, term: 13},
			{kind: care.Visit, ago: 19, said: "demo.said.dmitri_buffet", minutes: 60},
			{kind: care.Promise, ago: 19, said: "demo.said.dmitri_promise", term: 6},
			{kind: care.Purchase, ago: 120, said: "demo.said.dmitri_cups", euros: 1180},
		},
	}
	lifeOlga = demoLife{
		household: "demo.household.olga", channel: care.ByMessage, value: 3,
		buys: demoCustomer{band: care.BandB},
		events: []demoEvent{
			{kind: care.Call, ago: 61, said: "demo.said.olga_samara", minutes: 6},
			{kind: care.Visit, ago: 75, said: "demo.visit.family", minutes: 35},
			{kind: care.Message, ago: 88, said: "demo.said.olga_list"},
			{kind: care.Complaint, ago: 128, said: "demo.said.olga_late", term: -121, done: 126},
			{kind: care.Purchase, ago: 130, said: "demo.said.olga_samovars", euros: 398},
		},
	}
	lifePau = demoLife{
		hour: "demo.hour.five", channel: care.ByVisit, value: 3, interests: []string{"demo.interest.used"},
		buys: demoCustomer{band: care.BandB},
		events: []demoEvent{
			{kind: care.Call, ago: 52, said: "demo.said.pau_mixer", minutes: 8, outcome: care.Interested},
			{kind: care.Quote, ago: 52, said: "demo.said.pau_quote", euros: 3240, term: -22},
			{kind: care.Visit, ago: 80, said: "demo.said.pau_visit", minutes: 30},
		},
	}
	lifeChen = demoLife{
		likes: "demo.likes.chen", channel: care.ByVisit, value: 5,
		buys: demoCustomer{band: care.BandA, place: -2},
		events: []demoEvent{
			{kind: care.Visit, ago: 13, said: "demo.said.chen_cousin", minutes: 45},
			{kind: care.Message, ago: 20, said: "demo.said.chen_thanks", outcome: care.Answered},
			{kind: care.Purchase, ago: 34, said: "demo.said.chen_wok", euros: 2150},
			{kind: care.Gift, ago: 60, said: "demo.said.chen_oolong"},
		},
	}
	lifeYoussef = demoLife{
		hour: "demo.hour.eleven", channel: care.ByCall, value: 3, cadence: care.Cadence{Visit: care.Never}, interests: []string{"demo.interest.ovens"},
		buys: demoCustomer{band: care.BandB},
		events: []demoEvent{
			{kind: care.Call, ago: 41, said: "demo.said.youssef_oven", minutes: 7, outcome: care.Interested},
			{kind: care.Feedback, ago: 90, said: "demo.said.youssef_trays"},
			{kind: care.Purchase, ago: 120, said: "demo.said.youssef_purchase", euros: 1020},
		},
	}
	lifeMargaret = demoLife{
		likes: "demo.likes.margaret", household: "demo.household.margaret", channel: care.ByMail, value: 4, interests: []string{"demo.interest.ice"},
		buys: demoCustomer{band: care.BandB, pays: -demoTerm},
		events: []demoEvent{
			{kind: care.Visit, ago: 8, said: "demo.said.margaret_lemons", minutes: 35},
			{kind: care.Complaint, ago: 21, said: "demo.said.margaret_leak", term: -14, done: 9},
			{kind: care.Purchase, ago: 75, said: "demo.said.margaret_ice", euros: 1390},
		},
	}
	lifeLin = demoLife{
		likes: "demo.likes.lin", channel: care.ByMessage, value: 3,
		buys: demoCustomer{band: care.BandB},
		events: []demoEvent{
			{kind: care.Call, ago: 22, said: "demo.said.lin_cabinet", minutes: 15},
			{kind: care.Quote, ago: 22, said: "demo.said.lin_quote", euros: 780, term: 8},
			{kind: care.Gift, ago: 100, said: "demo.said.lin_cakes"},
		},
	}
	lifeTom = demoLife{
		likes: "demo.likes.tom", channel: care.ByMessage, interests: []string{"demo.interest.coffee", "demo.interest.used"},
		events: []demoEvent{
			{kind: care.Meeting, ago: 2, said: "demo.said.tom_second", minutes: 30, outcome: care.Interested},
			{kind: care.Quote, ago: 2, said: "demo.said.tom_quote", euros: 4100, term: 28},
			{kind: care.Message, ago: 9, said: "demo.said.tom_catalogue", outcome: care.Answered},
		},
	}
	lifeInigo = demoLife{
		likes: "demo.likes.inigo", channel: care.ByCall, value: 2,
		buys: demoCustomer{band: care.BandB},
		events: []demoEvent{
			{kind: care.Call, ago: 30, said: "demo.said.inigo_call", minutes: 5},
			{kind: care.Visit, ago: 64, said: "demo.visit.old", minutes: 25},
			{kind: care.Complaint, ago: 95, said: "demo.said.inigo_fryer", term: -88, done: 78},
		},
	}
	lifeRosa = demoLife{
		channel: care.ByCall, value: 3,
		buys: demoCustomer{band: care.BandB},
		events: []demoEvent{
			{kind: care.Call, ago: 9, said: "demo.said.rosa_bowl", minutes: 4},
			{kind: care.Promise, ago: 9, said: "demo.said.rosa_promise", term: -2},
			{kind: care.Visit, ago: 38, said: "demo.visit.samples", minutes: 20},
		},
	}
	lifeElena = demoLife{
		likes: "demo.likes.elena", channel: care.ByMessage, value: 3, interests: []string{"demo.interest.plates"},
		buys: demoCustomer{band: care.BandB, back: demoBack{ago: 40, good: "demo.said.elena_cups", count: 12, euros: 68.40}},
		events: []demoEvent{
			{kind: care.Visit, ago: 47, said: "demo.said.elena_chess", minutes: 40},
			{kind: care.Purchase, ago: 47, said: "demo.said.elena_cups", euros: 342},
		},
	}
	lifeCarles = demoLife{
		channel: care.ByMail, value: 4, cadence: care.Cadence{Call: 90, Visit: 60},
		buys: demoCustomer{band: care.BandB, place: -1, chosen: care.BandA, why: "demo.band.carles"},
		events: []demoEvent{
			{kind: care.Quote, ago: 68, said: "demo.said.carles_quote", euros: 38900, term: 20},
			{kind: care.Meeting, ago: 70, said: "demo.said.carles_january", minutes: 50, outcome: care.Interested},
		},
	}
	lifeSalma = demoLife{
		channel: care.ByVisit, value: 4, interests: []string{"demo.interest.terrace"},
		events: []demoEvent{
			{kind: care.Call, ago: 12, said: "demo.said.salma_terrace", minutes: 20, outcome: care.Interested},
			{kind: care.Memo, ago: 12, said: "demo.said.salma_plan", pinned: true},
		},
	}
	lifeMarjal = demoLife{
		channel: care.ByMail, value: 5,
		events: []demoEvent{
			{kind: care.Promise, ago: 6, said: "demo.said.marjal_promise", term: 0},
			{kind: care.Call, ago: 20, said: "demo.said.marjal_eleven", minutes: 10, outcome: care.Interested},
			{kind: care.Quote, ago: 20, said: "demo.said.marjal_quote", euros: 41800, term: 25},
		},
	}
	lifeNuria = demoLife{
		channel: care.ByVisit, value: 1, interests: []string{"demo.interest.plates"},
		buys: demoCustomer{band: care.BandC, place: 1, once: true},
		events: []demoEvent{
			{kind: care.Visit, ago: 10, said: "demo.visit.tasting", minutes: 45},
			{kind: care.Visit, ago: 33, said: "demo.said.nuria_street", minutes: 20},
			{kind: care.Purchase, ago: 33, said: "demo.said.nuria_glasses", euros: 86.40},
		},
	}
	lifeHannah = demoLife{
		channel: care.ByMessage, value: 3, cadence: care.Cadence{Call: 30, Visit: 60},
		buys: demoCustomer{band: care.BandB},
		events: []demoEvent{
			{kind: care.Call, ago: 5, said: "demo.said.hannah_rye", minutes: 11},
			{kind: care.Visit, ago: 33, said: "demo.visit.quiet", minutes: 45},
			{kind: care.Purchase, ago: 60, said: "demo.said.hannah_baskets", euros: 520},
		},
	}
	lifeRuth = demoLife{
		channel: care.ByMail, value: 4, cadence: care.Cadence{Call: 30, Visit: care.Never},
		buys: demoCustomer{band: care.BandA, place: 1, chosen: care.BandB, why: "demo.band.ruth"},
		events: []demoEvent{
			{kind: care.Message, ago: 26, said: "demo.said.ruth_order", outcome: care.Ordered},
			{kind: care.Purchase, ago: 26, said: "demo.said.ruth_glasses", euros: 936},
			{kind: care.Call, ago: 34, outcome: care.NoAnswer},
		},
	}
	lifeAndres = demoLife{
		channel: care.ByVisit, value: 2, referrer: "María Ángeles Ferrer Soler", cadence: care.Cadence{Call: 60},
		buys:   demoCustomer{band: care.BandB},
		events: []demoEvent{{kind: care.Visit, ago: 58, said: "demo.said.andres_wood", minutes: 25}},
	}
	lifeWang = demoLife{
		channel: care.ByMessage, value: 2, referrer: "陈秀英", cadence: care.Cadence{Call: 120, Visit: care.Never},
		buys: demoCustomer{band: care.BandC},
		events: []demoEvent{
			{kind: care.Message, ago: 70, said: "demo.said.wang_price"},
			{kind: care.Call, ago: 75, said: "demo.said.wang_cousin", minutes: 3, outcome: care.Declined},
		},
	}
	lifeLucia = demoLife{
		channel: care.ByMessage, value: 3, referrer: "Hannah Lind",
		buys: demoCustomer{band: care.BandB},
		events: []demoEvent{
			{kind: care.Visit, ago: 17, said: "demo.said.lucia_pistachio", minutes: 30, outcome: care.Interested},
			{kind: care.Quote, ago: 17, said: "demo.said.lucia_quote", euros: 2690, term: 13},
		},
	}
	lifeHuang = demoLife{
		channel: care.ByCall, value: 3, referrer: "陈秀英",
		buys: demoCustomer{band: care.BandB},
		events: []demoEvent{
			{kind: care.Purchase, ago: 43, said: "demo.said.huang_baskets", euros: 640},
			{kind: care.Call, ago: 44, said: "demo.said.huang_steamers", minutes: 6, outcome: care.Ordered},
			{kind: care.Visit, ago: 66, said: "demo.visit.kitchen", minutes: 30},
		},
	}
	lifeFatima = demoLife{
		hour: "demo.hour.mondays", value: 2, referrer: "يوسف العمراني",
		buys: demoCustomer{band: care.BandC},
		events: []demoEvent{
			{kind: care.Visit, ago: 18, said: "demo.visit.samples", minutes: 35},
			{kind: care.Visit, ago: 40, said: "demo.said.fatima_pastry", minutes: 25},
		},
	}
	lifeSergey = demoLife{
		channel: care.ByCall, value: 2,
		buys: demoCustomer{band: care.BandB, pays: 20},
		events: []demoEvent{
			{kind: care.Memo, ago: 24, said: "demo.said.sergey_invoice"},
			{kind: care.Call, ago: 29, said: "demo.said.sergey_friday", minutes: 5},
			{kind: care.Purchase, ago: 44, said: "demo.goods.pans", euros: 430},
			{kind: care.Visit, ago: 51, said: "demo.visit.handed", minutes: 20},
		},
	}
	lifeBea = demoLife{
		channel: care.ByCall, value: 2, referrer: "Javier Ibáñez Roca", interests: []string{"demo.interest.terrace"},
		buys: demoCustomer{band: care.BandC},
		events: []demoEvent{
			{kind: care.Visit, ago: 16, said: "demo.visit.bar", minutes: 60},
			{kind: care.Call, ago: 24, said: "demo.said.bea_stools", minutes: 8, outcome: care.Interested},
			{kind: care.Visit, ago: 60, said: "demo.visit.terrace", minutes: 30},
		},
	}
	lifePilar = demoLife{
		household: "demo.household.pilar", channel: care.ByVisit, value: 5,
		buys: demoCustomer{band: care.BandA},
		events: []demoEvent{
			{kind: care.Gift, ago: 10, said: "demo.said.pilar_knife"},
			{kind: care.Visit, ago: 11, said: "demo.said.pilar_neighbours", minutes: 50},
			{kind: care.Purchase, ago: 80, said: "demo.said.pilar_grill", euros: 2980},
		},
	}
	lifeOmar = demoLife{
		channel: care.ByCall, value: 4,
		buys: demoCustomer{band: care.BandB},
		events: []demoEvent{
			{kind: care.Complaint, ago: 6, said: "demo.complaint.call", term: 0},
			{kind: care.Call, ago: 36, said: "demo.said.omar_third", minutes: 5},
			{kind: care.Visit, ago: 58, said: "demo.visit.bar", minutes: 40},
			{kind: care.Purchase, ago: 210, said: "demo.said.omar_grill", euros: 1290},
		},
	}
	lifeJoan = demoLife{
		channel: care.ByVisit, value: 2, cadence: care.Cadence{Call: 90},
		buys: demoCustomer{band: care.BandC},
		events: []demoEvent{
			{kind: care.Visit, ago: 12, said: "demo.visit.family", minutes: 50},
			{kind: care.Visit, ago: 64, said: "demo.said.joan_wine", minutes: 20},
		},
	}
	lifeZhou = demoLife{
		channel: care.ByMessage, referrer: "陈秀英",
		events: []demoEvent{{kind: care.Message, ago: 43, said: "demo.said.zhou_pictures", outcome: care.Interested}},
	}
	lifeVicent = demoLife{
		value: 2, lost: 60,
		buys: demoCustomer{band: care.BandC, place: 2},
		events: []demoEvent{
			{kind: care.Message, ago: 75, said: "demo.said.vicent_asked"},
			{kind: care.Call, ago: 101, outcome: care.NoAnswer},
			{kind: care.Call, ago: 140, said: "demo.said.vicent_enough", minutes: 3, outcome: care.Declined},
		},
	}
	lifeJulia  = demoLife{channel: care.ByCall, events: []demoEvent{{kind: care.Call, ago: 4, said: "demo.said.julia_marc", minutes: 25}}}
	lifeMother = demoLife{channel: care.ByCall, cadence: care.Cadence{Call: 7}, events: []demoEvent{{kind: care.Visit, ago: 4, said: "demo.said.mother_lunch"}}}
	lifeBernat = demoLife{channel: care.ByCall, events: []demoEvent{{kind: care.Call, ago: 15, said: "demo.said.bernat_worktops", minutes: 10}}}
)
