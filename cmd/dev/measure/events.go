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
			p.Profile.SetOwnValue(busyField, w.word())
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

// sentence is 8 to 20 words, and at times a number that stands nowhere else.
func (w *events) sentence() string {
	words := make([]string, 8+w.chance.IntN(13))
	for i := range words {
		words[i] = w.word()
	}
	if w.chance.IntN(3) == 0 {
		words[0] = fmt.Sprintf("%c%05d", 'A'+rune(w.chance.IntN(26)), w.chance.IntN(100_000))
	}
	return strings.Join(words, " ")
}

// word is one of those that are said, the first ones often and the last ones
// rarely, as in any language.
func (w *events) word() string {
	zipf := w.chance.Float64()
	return said[int(zipf*zipf*zipf*float64(len(said)))]
}

// said are the words of the made-up events, of all the languages together.
var said = strings.Fields(`
	the de и 的 to la wants с oven a en price на y for precio 价格 horno el что and не que offer call 报价 los mañana
	цена week visit un tomorrow 明天 con para печь on new sobre order заказ о semana at 下周 visita pedido terrace по it
	доставка with terraza 订单 delivery entrega before por кухня kitchen cocina 厨房 was asked pide просит 客户 her hija daughter
	дочь 女儿 exam examen экзамен 考试 season temporada сезон 旺季 second segundo второй 第二台 fridge nevera холодильник 冰箱 mixer amasadora
	тестомес 和面机 dishwasher lavavajillas посудомойка 洗碗机 spare recambio запчасть 配件 seal junta прокладка 门封 invoice factura счёт 发票 pays paga
	платит 付款 late tarde поздно 迟 monday lunes понедельник 星期一 friday viernes пятница 星期五 morning temprano утром 早上 manager encargada управляющий
	经理 licence licencia лицензия 执照 neighbour vecino сосед 邻居 coffee café кофе 咖啡 rice arroz рис 大米 swims nada плавает 游泳 piano пианино
	钢琴 football fútbol футбол 足球 holiday vacaciones отпуск 假期 mother madre мама 母亲 sample muestra образец 样品 catalogue catálogo каталог 目录
	discount descuento скидка 折扣 warranty garantía гарантия 保修 technician técnico техник 技术员 steam vapor пар 蒸汽 gas газ 煤气 smoke humo дым
	extractor вытяжка 油烟机 pans paellas сковороды 平底锅 glasses copas бокалы 酒杯 chairs sillas стулья 椅子 lease alquiler аренда 租约 partner socio
	партнёр 合伙人 bakery panadería пекарня 面包店 hotel отель 酒店 wedding boda свадьба 婚礼 complaint queja жалоба 投诉 repair reparación ремонт 维修
	counter mostrador прилавок 柜台 bigger mayor больше 更大 smaller menor меньше 更小 quieter silencioso тише 安静 cheaper barato дешевле 便宜 stainless
	inoxidable нержавейка 不锈钢 marble mármol мрамор 大理石 harbour puerto порт 港口 market mercado рынок 市场 lawyer abogada юрист 律师 accountant
	gestoría бухгалтер 会计 festival fiestas праздник 节日 orchard huerto сад 果园 lemon limón лимон 柠檬 sailing vela парус 帆船 chess ajedrez шахматы 象棋
`)
