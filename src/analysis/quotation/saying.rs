//! Verbs of saying of the languages that set speech off by a dash, as beginnings of words in small
//! letters: enough to tell where the writer cuts in ("dit-il", "сказал он"), not who speaks.

use crate::model::Language::{self, *};

/// Whether a verb of saying in `language` starts with or is `word`, given in small letters; in
/// [`Language::Other`], in any of the languages.
pub(super) fn is_saying(word: &str, language: Language) -> bool {
    SAYING
        .iter()
        .filter(|(languages, _)| language == Other || languages.contains(&language))
        .any(|(_, beginnings)| {
            beginnings
                .split_whitespace()
                .any(|b| match b.strip_suffix('.') {
                    Some(whole) => word == whole,
                    None => word.starts_with(b),
                })
        })
}

/// The verbs, by languages; with a full stop at its end the whole word.
const SAYING: &[(&[Language], &str)] = &[
    (
        &[French],
        "dit. dis. disait disent. dirent. fit. demand répond répliqu repr. reprit. reprend. ajout \
         expliqu affirm déclar raconte raconta confi. confie. confia. confié. soupir cri. cria. \
         crie. crié. s'écri écri exclam murmur souffl. souffla lanc lança lance. précis assur \
         insist conclu. conclut. poursui estim rappel interrog confirm témoign résum soulign \
         reconnaî reconnu rétorqu balbuti hurl chuchot plaisant ironis juge. jugea.",
    ),
    (
        &[Spanish, Catalan],
        "dijo. dije. dijeron. dice. dicen. decía. decían. dir. diu. diuen. va. respond contest \
         pregunt replic exclam añad agreg afirm asegur explic declar señal susurr grit murmur \
         coment apunt insist sostuv sostien manifest conclu cont. contó cuenta. confes record \
         precis advirt reconoc subray admit repus interrumpi",
    ),
    (
        &[Portuguese],
        "disse. disseram. diz. dizem. dizia. respond pergunt replic exclam acrescent afirm assegur \
         explic declar grit murmur coment conta. contou. conclu. concluiu lembr insist observ \
         reconhec garant ressalt destac confess sussurr retruc",
    ),
    (
        &[Italian],
        "disse. dissero. dice. dicono. diceva. rispose. rispond chiese. chied domand aggiun \
         esclam replic spieg afferm dichiar racconta. raccontò. grid mormor sussurr ribatt \
         conclu osserv continu sottoline insist prosegu",
    ),
    (
        &[Romanian],
        "spuse. spune. spus. spun. spunea. zise. zice. zis. zicea. răspun întreb adăug adaug \
         explic afirm declar strig șopti şopti continu replic exclam preciz susți murmur",
    ),
    (
        &[Polish],
        "powiedzia mówi. mówił mówiła. mówią. doda odpowi odpar odrzek rzek zapyta. zapytał \
         pyta. pytał stwierdz podkreśl zaznacz wyjaśni oceni tłumacz zauważ przyzna zapewn \
         przekon napisa krzykn szepn oświadcz informuj poinformow komentuj skomentow uważa. \
         twierdz wspomin opowiad relacjon zawoła mruk wtrąc argument",
    ),
    (
        &[Czech, Slovak],
        "řek říká. říkal povedal hovorí. odpově odpoved zepta opýta pýta dod. dodal dodáv uved \
         vysvět tvrdí. tvrdil prohlás vyhlás pozname zvolal zakřič zašep podotk upřesn míní. \
         popis konstat doplnil",
    ),
    (
        &[Croatian, Slovenian],
        "rekao. rekla. rekli. reče. kaže. kazao. kazala. odgovori upita doda istak naglasi objasni \
         tvrdi. izjavi poruči šap uzvik viknu dej. dejal rekel. pravi. pojasni vpraša odvrn \
         poudari",
    ),
    (
        &[Russian],
        "сказа говор ответ отвеч спрос спраш добав отмет отмеч поясн объясн заяв подчерк \
         произн прошеп крикн кричал воскликн замет замеч рассказ сообщ утвержд призна \
         счита. считает. продолж промолв пробормот буркн вздохн усмехн улыбн повтор переби \
         уточн напис пиш подума поинтерес возраз",
    ),
    (
        &[Ukrainian],
        "сказа каже. кажуть. казав казала говор відпов запит дода зазнач поясн заяв підкресл \
         наголос промов прошеп вигукн крикн зауваж розпов повідом стверд визна вважа. вважає. \
         продовж уточн напис пише. подума пробурм зітхн",
    ),
    (
        &[Swedish, Norwegian, Danish],
        "säg. säger. sade. sa. sagt. sier. siger. sagde. svara svarer. svarte. svarede. fråga \
         frågar spør. spurte. spørger. spurgte. berätt forteller. fortalte. fortæller. fortalt \
         förklara forklar menar. mener. mente. mente. tycker. synes. synest. tror. konstater \
         understrek understreg framhåll påpek tillägg tillade. legger. la. tilføj skriver. skrev. \
         ropa ropt råb visk hvisk utbrast. opplys oplys uppger. utdyp uddyb kommenter avslut \
         avslutt hevd hävda fastslår. fastslog. lyder. fortsätt fortsett fortsæt innrøm medger.",
    ),
    (
        &[Finnish],
        "sanoo. sanoi. sanovat. sanoivat. kertoo. kertoi. kertovat. kysyy. kysyi. vastaa. vastasi. \
         toteaa. totesi. lisää. lisäsi. huomautt selitt selvitt arvioi. kuvaile kuvail muistutt \
         korosta korosti painott jatkaa. jatkoi. huuta. huusi. huudahti. kuiska pohtii. pohti. \
         summaa. vakuutt myöntää. myönsi. ihmettel",
    ),
    (
        &[Hungarian],
        "mond felel kérd válasz tette. hozzátet hozzátesz jelent közöl szól. szólt. szögez \
         magyaráz kiált sóhaj súg vála fogalmaz ír. írta. emlék hangsúly állít állap érvel nyilatk",
    ),
    (
        &[Greek],
        "είπ λέει. λένε. έλεγ απάντ απαντ ρώτ ρωτ πρόσθ προσθ δήλω δηλών τόνι τονίζ εξήγ εξηγ \
         φών ψιθύρ σχολί υποστ ανέφερ αναφέρ παραδέχ",
    ),
    (
        &[Turkish],
        "dedi diyor. diye. diyen. sordu yanıt cevap ekledi bağır fısılda konuş açıkla anlat söyle",
    ),
    (
        &[Dutch],
        "zegt. zei. zeggen. zeiden. vraagt. vroeg. antwoord vertel. vertelt. vertelde. aldus. \
         riep. roept. fluister voegt. voegde. legt. legde. verklaar stelt. stelde. meent. vindt.",
    ),
];
