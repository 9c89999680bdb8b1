package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"carebook/app/care"
	"carebook/store"
)

const (
	// busyEvents is the number of events of a busy person; all others have one.
	busyEvents = 20
	// batch is the number of people whose events are one action.
	batch = 5_000
	// busyField is a field of the user's own that the busy ones have.
	busyField = "Oven"
)

// writeEvents gives everybody in a book of made-up people one event, and to busy
// of them twenty more, a referrer among themselves and a value of an own field.
// The busy ones are those whom the user has spoken to today.
func writeEvents(ctx context.Context, path string, busy int) (err error) {
	clock := care.SystemClock()
	s, err := store.Open(ctx, path, store.Options{Clock: clock, Origin: "measure", MustExist: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	people, err := s.People(ctx, store.Query{})
	if err != nil {
		return err
	}
	keys := make([]int64, len(people))
	for i, row := range people {
		keys[i] = row.Key
	}
	slices.Sort(keys)
	if busy < 1 || busy > len(keys) {
		return fmt.Errorf("%d of %d people cannot be busy", busy, len(keys))
	}
	w := events{today: clock.Today(), chance: rand.New(rand.NewPCG(1, 20))}
	for first := 0; first < len(keys); first += batch {
		if err := w.one(ctx, s, keys[first:min(first+batch, len(keys))]); err != nil {
			return err
		}
	}
	var chosen []int64
	for i := range busy {
		chosen = append(chosen, keys[i*len(keys)/busy])
	}
	return w.many(ctx, s, chosen)
}

// events makes up what happened.
type events struct {
	today  care.Day
	chance *rand.Rand
}

// one gives each person one event of the last year and a half.
func (w *events) one(ctx context.Context, s *store.Store, people []int64) error {
	_, err := s.Do(ctx, store.Action{Kind: "log"}, func(tx *store.Tx) error {
		for _, key := range people {
			if _, err := tx.PutEvent(0, key, w.event(1+w.chance.IntN(540))); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// many gives each person a full timeline and, but for the first, the one before
// as referrer.
func (w *events) many(ctx context.Context, s *store.Store, people []int64) error {
	_, err := s.Do(ctx, store.Action{Kind: "log"}, func(tx *store.Tx) error {
		if _, err := tx.PutField(0, care.OwnField{Name: busyField, Type: care.TextField}); err != nil {
			return err
		}
		referrer := ""
		for _, key := range people {
			p, err := tx.Person(key)
			if err != nil {
				return err
			}
			p.Profile.ReferredBy, p.Profile.Likes = referrer, w.sentence()
			p.Profile.SetOwnValue(busyField, w.word(said[0]))
			if _, err := tx.PutPerson(p); err != nil {
				return err
			}
			referrer = p.UID
			for i := range busyEvents {
				if _, err := tx.PutEvent(0, key, w.event(7*i)); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return err
}

// event happened so many days ago. Those of today are calls, so that they are
// the last contact.
func (w *events) event(ago int) care.Event {
	e := care.Event{Kind: care.Call, Day: care.DayOf(w.today.Time().AddDate(0, 0, -ago)), Text: w.sentence()}
	if ago > 0 {
		e.Kind = care.EventKinds()[w.chance.IntN(len(care.EventKinds()))]
	}
	return e
}

// sentence is 8 to 20 words of one language, and at times a number that stands
// nowhere else.
func (w *events) sentence() string {
	language := said[w.chance.IntN(len(said))]
	words := make([]string, 8+w.chance.IntN(13))
	for i := range words {
		words[i] = w.word(language)
	}
	if w.chance.IntN(3) == 0 {
		words[0] = fmt.Sprintf("%c%05d", 'A'+rune(w.chance.IntN(26)), w.chance.IntN(100_000))
	}
	return strings.Join(words, " ")
}

// word is one of those that are said, the first ones often and the last ones
// rarely, as in any language.
func (w *events) word(language []string) string {
	chance := w.chance.Float64()
	return language[int(chance*chance*chance*float64(len(language)))]
}

// said are the words of the made-up events by language, in the order of givens.
// The first of each are said often, the last ones rarely.
var said = [][]string{
	strings.Fields(`
		de la el y que en los con para por no precio horno pide mañana semana visita pedido entrega terraza cocina cliente hija examen temporada
		segundo nevera amasadora lavavajillas recambio junta factura paga tarde lunes viernes temprano encargada licencia vecino café arroz nada
		piano fútbol vacaciones madre muestra catálogo descuento garantía técnico vapor gas humo extractor paellas copas sillas alquiler socio
		panadería hotel boda queja reparación mostrador mayor menor silencioso barato inoxidable mármol puerto mercado abogada gestoría fiestas
		huerto limón vela ajedrez`),
	strings.Fields(`
		the to and wants a price for oven offer call on week visit tomorrow with order delivery terrace kitchen asked her customer daughter exam
		season second fridge mixer dishwasher spare part seal invoice pays late monday friday morning manager licence neighbour coffee rice swims
		piano football holiday mother sample catalogue discount warranty technician steam gas smoke extractor pans glasses chairs lease partner
		bakery hotel wedding complaint repair counter bigger smaller quieter cheaper stainless marble harbour market lawyer accountant festival
		orchard lemon sailing chess`),
	strings.Fields(`
		и с на что не цена печь заказ о по доставка кухня просит дочь экзамен сезон второй холодильник тестомес посудомойка запчасть прокладка
		счёт платит поздно понедельник пятница утром управляющий лицензия сосед кофе рис плавает пианино футбол отпуск мама образец каталог скидка
		гарантия техник пар газ дым вытяжка сковороды бокалы стулья аренда партнёр пекарня отель свадьба жалоба ремонт прилавок больше меньше тише
		дешевле нержавейка мрамор порт рынок юрист бухгалтер праздник сад лимон парус шахматы`),
	strings.Fields(`
		的 价格 报价 明天 下周 订单 厨房 客户 女儿 考试 旺季 第二台 冰箱 和面机 洗碗机 配件 门封 发票 付款 迟 星期一 星期五 早上 经理 执照 邻居 咖啡 大米 游泳 钢琴 足球 假期 母亲 样品 目录 折扣 保修 技术员 蒸汽 煤气 油烟机 平底锅 酒杯 椅子
		租约 合伙人 面包店 酒店 婚礼 投诉 维修 柜台 更大 更小 安静 便宜 不锈钢 大理石 港口 市场 律师 会计 节日 果园 柠檬 帆船 象棋`),
	strings.Fields(`
		i w na z do nie się cena piec zamawia jutro tydzień wizyta dostawa taras kuchnia klient córka egzamin sezon drugi lodówka mikser zmywarka
		część uszczelka faktura płaci późno poniedziałek piątek rano kierownik sąsiad kawa ryż pływa łódź święta matka próbka katalog rabat
		gwarancja technik para dym patelnie kieliszki krzesła umowa wspólnik piekarnia wesele skarga naprawa lada większy mniejszy cichszy tańszy
		marmur targ księgowa sad cytryna żagle szachy`),
}
