/** Records of jazz, blues, soul and hip hop: see `shipped-records.ts`. */
export const JAZZ_AND_SOUL = `
Jazz
1 Miles Davis: Kind of Blue (Columbia, 1959) 12.99
So What 9:22; Freddie Freeloader 9:46; Blue in Green 5:37; All Blues 11:33; Flamenco Sketches 9:26
2 John Coltrane: A Love Supreme (Impulse!, 1965) 12.99
Acknowledgement 7:43; Resolution 7:20; Pursuance 10:42; Psalm 7:05
3 The Dave Brubeck Quartet: Time Out (Columbia, 1959) 11.99
Blue Rondo à la Turk 6:44; Strange Meadow Lark 7:22; Take Five 5:24; Three to Get Ready 5:24; Kathy's Waltz 4:48; Everybody's Jumpin' 4:23; Pick Up Sticks 4:16
4 Charles Mingus: Mingus Ah Um (Columbia, 1959) 11.99
Better Git It in Your Soul 7:23; Goodbye Pork Pie Hat 5:44; Boogie Stop Shuffle 4:59; Self-Portrait in Three Colors 3:10; Open Letter to Duke 5:51; Bird Calls 6:17; Fables of Faubus 8:13; Pussy Cat Dues 9:14; Jelly Roll 6:17
5 John Coltrane: Blue Train (Blue Note, 1958) 13.99
Blue Train 10:43; Moment's Notice 9:10; Locomotion 7:14; I'm Old Fashioned 7:58; Lazy Bird 7:00
6 Art Blakey & the Jazz Messengers: Moanin' (Blue Note, 1959) 12.99
Moanin' 9:35; Are You Real? 4:50; Along Came Betty 6:12; The Drum Thunder Suite 7:33; Blues March 6:17; Come Rain or Come Shine 5:49
7 Cannonball Adderley: Somethin' Else (Blue Note, 1958) 12.99
Autumn Leaves 10:58; Love for Sale 7:03; Somethin' Else 8:12; One for Daddy-O 8:21; Dancing in the Dark 4:04
8 Herbie Hancock: Head Hunters (Columbia, 1973) 10.99
Chameleon 15:41; Watermelon Man 6:29; Sly 10:15; Vein Melter 9:09
9 Herbie Hancock: Maiden Voyage (Blue Note, 1965) 12.99
Maiden Voyage 7:53; The Eye of the Hurricane 5:57; Little One 8:43; Survival of the Fittest 9:59; Dolphin Dance 9:16
10 Wayne Shorter: Speak No Evil (Blue Note, 1966) 13.99
Witch Hunt 8:07; Fee-Fi-Fo-Fum 5:50; Dance Cadaverous 6:45; Speak No Evil 8:23; Infant Eyes 6:51; Wild Flower 6:00
11 Eric Dolphy: Out to Lunch! (Blue Note, 1964) 13.99
Hat and Beard 8:24; Something Sweet, Something Tender 6:02; Gazzelloni 7:22; Out to Lunch 12:06; Straight Up and Down 8:19
12 Ornette Coleman: The Shape of Jazz to Come (Atlantic, 1959) 11.99
Lonely Woman 4:59; Eventually 4:20; Peace 9:04; Focus on Sanity 6:50; Congeniality 6:41; Chronology 6:05
13 Stan Getz & João Gilberto: Getz/Gilberto (Verve, 1964) 11.99
The Girl from Ipanema 5:24; Doralice 2:46; Para Machucar Meu Coração 5:05; Desafinado 4:15; Corcovado 4:16; Só Danço Samba 3:45; O Grande Amor 5:27; Vivo Sonhando 3:04
14 Keith Jarrett: The Köln Concert (ECM, 1975) 17.99
Part I 26:01; Part II a 14:54; Part II b 18:13; Part II c 6:56
15 Bill Evans Trio: Sunday at the Village Vanguard (Riverside, 1961) 12.99
Gloria's Step 6:09; My Man's Gone Now 6:21; Solar 8:52; Alice in Wonderland 8:34; All of You 8:17; Jade Visions 3:44
16 Thelonious Monk: Brilliant Corners (Riverside, 1957) 12.99
Brilliant Corners 7:42; Ba-Lue Bolivar Ba-Lues-Are 13:24; Pannonica 8:50; I Surrender, Dear 5:25; Bemsha Swing 7:42
17 Sonny Rollins: Saxophone Colossus (Prestige, 1957) 11.99
St. Thomas 6:49; You Don't Know What Love Is 6:30; Strode Rode 5:17; Moritat 10:05; Blue 7 11:18
18 Lee Morgan: The Sidewinder (Blue Note, 1964) 12.99
The Sidewinder 10:25; Totem Pole 10:11; Gary's Notebook 6:03; Boy, What a Night 7:30; Hocus-Pocus 6:21
19 Oliver Nelson: The Blues and the Abstract Truth (Impulse!, 1961) 11.99
Stolen Moments 8:46; Hoe-Down 4:43; Cascades 5:32; Yearnin' 6:24; Butch and Butch 4:35; Teenie's Blues 6:33
20 Weather Report: Heavy Weather (Columbia, 1977) 9.99
Birdland 5:57; A Remark You Made 6:51; Teen Town 2:51; Harlequin 3:59; Rumba Mamá 2:11; Palladium 4:46; The Juggler 5:03; Havona 6:01
21 Miles Davis: In a Silent Way (Columbia, 1969) 11.99
Shhh/Peaceful 18:16; In a Silent Way/It's About That Time 19:52
22 Miles Davis: Bitches Brew (Columbia, 1970) 18.99
Pharaoh's Dance 20:04; Bitches Brew 26:59; Spanish Key 17:29; John McLaughlin 4:26; Miles Runs the Voodoo Down 14:04; Sanctuary 10:52
23 Nina Simone: Pastel Blues (Philips, 1965) 10.99
Be My Husband 3:23; Nobody Knows You When You're Down and Out 2:39; End of the Line 2:55; Trouble in Mind 2:42; Tell Me More and More and Then Some 3:07; Chilly Winds Don't Blow 4:02; Ain't No Use 2:38; Strange Fruit 3:29; Sinnerman 10:22
24 Billie Holiday: Lady in Satin (Columbia, 1958) 10.99
I'm a Fool to Want You 3:23; For Heaven's Sake 3:26; You Don't Know What Love Is 3:48; I Get Along Without You Very Well 2:59; For All We Know 2:53; Violets for Your Furs 3:24; You've Changed 3:17; It's Easy to Remember 4:01; But Beautiful 4:29; Glad to Be Unhappy 4:07; I'll Be Around 3:23

Blues
25 B.B. King: Live at the Regal (ABC-Paramount, 1965) 9.99
Every Day I Have the Blues 2:38; Sweet Little Angel 4:12; It's My Own Fault 3:29; How Blue Can You Get? 3:44; Please Love Me 3:01; You Upset Me Baby 2:22; Worry, Worry 6:24; Woke Up This Mornin' 1:45; You Done Lost Your Good Thing Now 4:16; Help the Poor 2:58
26 Muddy Waters: Folk Singer (Chess, 1964) 10.99
My Home Is in the Delta 3:58; Long Distance 3:30; My Captain 5:10; Good Morning Little School Girl 3:12; You Gonna Need My Help 3:09; Cold Weather Up North 4:40; Big Leg Woman 3:25; Country Boy 3:26; Feel Like Going Home 3:52

Soul
27 Stevie Wonder: Innervisions (Tamla, 1973) 11.99
Too High 4:36; Visions 5:23; Living for the City 7:22; Golden Lady 4:58; Higher Ground 3:42; Jesus Children of America 4:10; All in Love Is Fair 3:41; Don't You Worry 'bout a Thing 4:45; He's Misstra Know-It-All 5:35
28 Marvin Gaye: What's Going On (Tamla, 1971) 11.99
What's Going On 3:53; What's Happening Brother 2:43; Flyin' High (In the Friendly Sky) 3:49; Save the Children 4:03; God Is Love 1:41; Mercy Mercy Me (The Ecology) 3:16; Right On 7:31; Wholy Holy 3:08; Inner City Blues (Make Me Wanna Holler) 5:26
29 Curtis Mayfield: Super Fly (Curtom, 1972) 11.99
Little Child Runnin' Wild 5:23; Pusherman 5:04; Freddie's Dead 5:27; Junkie Chase 1:36; Give Me Your Love (Love Song) 4:20; Eddie You Should Know Better 2:16; No Thing on Me (Cocaine Song) 4:53; Think 3:43; Superfly 3:53
30 Aretha Franklin: I Never Loved a Man the Way I Love You (Atlantic, 1967) 10.99
Respect 2:29; Drown in My Own Tears 4:07; I Never Loved a Man (The Way I Love You) 2:51; Soul Serenade 2:39; Don't Let Me Lose This Dream 2:23; Baby, Baby, Baby 2:54; Dr. Feelgood (Love Is a Serious Business) 3:23; Good Times 2:10; Do Right Woman, Do Right Man 3:16; Save Me 2:21; A Change Is Gonna Come 4:20
31 Otis Redding: Otis Blue (Volt, 1965) 10.99
Ole Man Trouble 2:55; Respect 2:05; Change Gonna Come 4:17; Down in the Valley 3:02; I've Been Loving You Too Long 3:10; Shake 2:35; My Girl 2:52; Wonderful World 3:00; Rock Me Baby 3:20; Satisfaction 2:45; You Don't Miss Your Water 2:53
32 Isaac Hayes: Hot Buttered Soul (Enterprise, 1969) 11.99
Walk On By 12:03; Hyperbolicsyllabicsesquedalymistic 9:38; One Woman 5:10; By the Time I Get to Phoenix 18:42
33 Dusty Springfield: Dusty in Memphis (Atlantic, 1969) 10.99
Just a Little Lovin' 2:18; So Much Love 3:31; Son of a Preacher Man 2:29; I Don't Want to Hear It Anymore 3:11; Don't Forget About Me 2:52; Breakfast in Bed 2:57; Just One Smile 2:42; The Windmills of Your Mind 3:51; In the Land of Make Believe 2:32; No Easy Way Down 3:11; I Can't Make It Alone 3:57
34 Bill Withers: Still Bill (Sussex, 1972) 9.99
Lonely Town, Lonely Street 3:42; Let Me in Your Life 2:40; Who Is He (And What Is He to You)? 3:12; Use Me 3:45; Lean on Me 4:17; Kissing My Love 3:48; I Don't Know 3:10; Another Day to Run 4:38; I Don't Want You on My Mind 4:35; Take It All In and Check It All Out 2:45
35 Funkadelic: Maggot Brain (Westbound, 1971) 11.99
Maggot Brain 10:21; Can You Get to That 2:50; Hit It and Quit It 3:50; You and Your Folks, Me and My Folks 3:37; Super Stupid 3:57; Back in Our Minds 2:39; Wars of Armageddon 9:42

Hip Hop
36 Nas: Illmatic (Columbia, 1994) 9.99
The Genesis 1:45; N.Y. State of Mind 4:54; Life's a Bitch 3:30; The World Is Yours 4:50; Halftime 4:20; Memory Lane (Sittin' in da Park) 4:08; One Love 5:25; One Time 4 Your Mind 3:18; Represent 4:12; It Ain't Hard to Tell 3:22
37 A Tribe Called Quest: The Low End Theory (Jive, 1991) 10.99
Excursions 3:55; Buggin' Out 3:37; Rap Promoter 2:13; Butter 3:39; Verses from the Abstract 3:59; Show Business 3:53; Vibes and Stuff 4:18; The Infamous Date Rape 2:54; Check the Rhime 3:36; Everything Is Fair 2:58; Jazz (We've Got) 4:09; Skypager 2:13; What? 2:29; Scenario 4:10
38 Eric B. & Rakim: Paid in Full (4th & B'way, 1987) 9.99
I Ain't No Joke 3:54; Eric B. Is on the Cut 3:48; My Melody 6:46; I Know You Got Soul 4:45; Move the Crowd 3:53; Paid in Full 3:50; As the Rhyme Goes On 4:00; Chinese Arithmetic 4:07; Eric B. Is President 6:15; Extended Beat 3:49

Reggae
39 Bob Marley & the Wailers: Exodus (Island, 1977) 10.99
Natural Mystic 3:28; So Much Things to Say 3:08; Guiltiness 3:19; The Heathen 2:32; Exodus 7:40; Jamming 3:31; Waiting in Vain 4:16; Turn Your Lights Down Low 3:39; Three Little Birds 3:00; One Love/People Get Ready 2:52
40 The Wailers: Catch a Fire (Island, 1973) 10.99
Concrete Jungle 4:13; Slave Driver 2:54; 400 Years 2:45; Stop That Train 3:54; Baby We've Got a Date (Rock It Baby) 3:55; Stir It Up 5:32; Kinky Reggae 3:37; No More Trouble 3:58; Midnight Ravers 5:08

World
41 Buena Vista Social Club: Buena Vista Social Club (World Circuit, 1997) 12.99
Chan Chan 4:16; De camino a la vereda 5:03; El cuarto de Tula 7:27; Pueblo nuevo 6:05; Dos gardenias 3:02; ¿Y tú qué has hecho? 3:13; Veinte años 3:29; El carretero 3:28; Candela 5:27; Amor de loca juventud 3:21; Orgullecida 3:18; Murmullo 3:50; Buena Vista Social Club 4:50; La bayamesa 2:54
42 Fela Kuti & Africa 70: Zombie (Coconut, 1976) 12.99
Zombie 12:26; Mister Follow Follow 12:58
43 Ali Farka Touré & Ry Cooder: Talking Timbuktu (World Circuit, 1994) 12.99
Bonde 5:28; Soukora 6:05; Gomni 7:00; Sega 3:10; Amandrai 9:22; Lasidan 6:06; Keito 5:42; Banga 2:32; Ai Du 7:09; Diaraby 7:25
44 Astor Piazzolla: Tango: Zero Hour (American Clavé, 1986) 12.99
Tanguedia III 4:39; Milonga del ángel 6:31; Concierto para quinteto 9:00; Milonga loca 3:08; Michelangelo '70 2:50; Contrabajísimo 10:18; Mumuki 9:33
`;
