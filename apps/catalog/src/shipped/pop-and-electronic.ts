/** Records of pop, indie, electronic and classical music: see `shipped-records.ts`. */
export const POP_AND_ELECTRONIC = `
Pop
87 Prince and the Revolution: Purple Rain (Warner Bros., 1984) 11.99
Let's Go Crazy 4:39; Take Me with U 3:54; The Beautiful Ones 5:13; Computer Blue 3:59; Darling Nikki 4:14; When Doves Cry 5:54; I Would Die 4 U 2:49; Baby I'm a Star 4:24; Purple Rain 8:41
88 Michael Jackson: Thriller (Epic, 1982) 11.99
Wanna Be Startin' Somethin' 6:02; Baby Be Mine 4:20; The Girl Is Mine 3:42; Thriller 5:57; Beat It 4:17; Billie Jean 4:54; Human Nature 4:05; P.Y.T. (Pretty Young Thing) 3:58; The Lady in My Life 4:57
89 ABBA: Arrival (Polar, 1976) 9.99
When I Kissed the Teacher 3:00; Dancing Queen 3:51; My Love, My Life 3:52; Dum Dum Diddle 2:54; Knowing Me, Knowing You 4:02; Money, Money, Money 3:05; That's Me 3:15; Why Did It Have to Be Me? 3:20; Tiger 2:55; Arrival 3:00
90 Blondie: Parallel Lines (Chrysalis, 1978) 9.99
Hanging on the Telephone 2:17; One Way or Another 3:31; Picture This 2:53; Fade Away and Radiate 3:57; Pretty Baby 3:16; I Know but I Don't Know 3:53; 11:59 3:19; Will Anything Happen? 2:55; Sunday Girl 3:01; Heart of Glass 3:54; I'm Gonna Love You Too 2:03; Just Go Away 3:21
91 Paul Simon: Graceland (Warner Bros., 1986) 10.99
The Boy in the Bubble 3:59; Graceland 4:48; I Know What I Know 3:13; Gumboots 2:44; Diamonds on the Soles of Her Shoes 5:45; You Can Call Me Al 4:39; Under African Skies 3:37; Homeless 3:48; Crazy Love, Vol. II 4:18; That Was Your Mother 2:52; All Around the World or the Myth of Fingerprints 3:15
92 Roxy Music: Avalon (E.G., 1982) 10.99
More Than This 4:30; The Space Between 4:30; Avalon 4:16; India 1:44; While My Heart Is Still Beating 3:26; The Main Thing 3:54; Take a Chance with Me 4:42; To Turn You On 4:16; True to Life 4:25; Tara 1:43
93 Serge Gainsbourg: Histoire de Melody Nelson (Philips, 1971) 12.99
Melody 7:32; Ballade de Melody Nelson 2:00; Valse de Melody 1:32; Ah! Melody 1:47; L'hôtel particulier 4:05; En Melody 3:25; Cargo culte 7:37
94 Scott Walker: Scott 4 (Philips, 1969) 11.99
The Seventh Seal 4:58; On Your Own Again 1:48; The World's Strongest Man 2:21; Angels of Ashes 4:22; Boy Child 3:38; Hero of the War 2:29; The Old Man's Back Again (Dedicated to the Neo-Stalinist Regime) 3:43; Duchess 2:51; Get Behind Me 3:14; Rhymes of Goodbye 3:04

Indie
95 Talking Heads: Remain in Light (Sire, 1980) 11.99
Born Under Punches (The Heat Goes On) 5:49; Crosseyed and Painless 4:48; The Great Curve 6:28; Once in a Lifetime 4:23; Houses in Motion 4:33; Seen and Not Seen 3:25; Listening Wind 4:43; The Overload 6:25
96 The Smiths: The Queen Is Dead (Rough Trade, 1986) 11.99
The Queen Is Dead 6:24; Frankly, Mr. Shankly 2:17; I Know It's Over 5:48; Never Had No One Ever 3:36; Cemetry Gates 2:39; Bigmouth Strikes Again 3:12; The Boy with the Thorn in His Side 3:15; Vicar in a Tutu 2:21; There Is a Light That Never Goes Out 4:02; Some Girls Are Bigger Than Others 3:14
97 The Cure: Disintegration (Fiction, 1989) 12.99
Plainsong 5:12; Pictures of You 7:24; Closedown 4:16; Lovesong 3:29; Last Dance 4:42; Lullaby 4:08; Fascination Street 5:16; Prayers for Rain 6:05; The Same Deep Water as You 9:19; Disintegration 8:18; Homesick 7:06; Untitled 6:30
98 Pixies: Doolittle (4AD, 1989) 10.99
Debaser 2:52; Tame 1:55; Wave of Mutilation 2:04; I Bleed 2:34; Here Comes Your Man 3:21; Dead 2:21; Monkey Gone to Heaven 2:57; Mr. Grieves 2:05; Crackity Jones 1:24; La La Love You 2:43; No. 13 Baby 3:51; There Goes My Gun 1:49; Hey 3:31; Silver 2:25; Gouge Away 2:45
99 Radiohead: OK Computer (Parlophone, 1997) 12.99
Airbag 4:44; Paranoid Android 6:23; Subterranean Homesick Alien 4:27; Exit Music (For a Film) 4:24; Let Down 4:59; Karma Police 4:21; Fitter Happier 1:57; Electioneering 3:50; Climbing Up the Walls 4:45; No Surprises 3:48; Lucky 4:19; The Tourist 5:24
100 Radiohead: Kid A (Parlophone, 2000) 12.99
Everything in Its Right Place 4:11; Kid A 4:44; The National Anthem 5:51; How to Disappear Completely 5:56; Treefingers 3:42; Optimistic 5:15; In Limbo 3:31; Idioteque 5:09; Morning Bell 4:35; Motion Picture Soundtrack 7:00
101 My Bloody Valentine: Loveless (Creation, 1991) 12.99
Only Shallow 4:17; Loomer 2:38; Touched 0:56; To Here Knows When 5:31; When You Sleep 4:11; I Only Said 5:34; Come In Alone 3:58; Sometimes 5:19; Blown a Wish 3:36; What You Want 5:33; Soon 6:58
102 Slint: Spiderland (Touch and Go, 1991) 11.99
Breadcrumb Trail 5:55; Nosferatu Man 5:35; Don, Aman 6:28; Washer 8:50; For Dinner... 5:05; Good Morning, Captain 7:38
103 Cocteau Twins: Heaven or Las Vegas (4AD, 1990) 11.99
Cherry-Coloured Funk 3:12; Pitch the Baby 3:14; Iceblink Luck 3:18; Fifty-Fifty Clown 3:10; Heaven or Las Vegas 4:58; I Wear Your Ring 3:29; Fotzepolitic 3:30; Wolf in the Breast 3:31; Road, River and Rail 3:21; Frou-Frou Foxes in Midsummer Fires 5:38
104 The Stone Roses: The Stone Roses (Silvertone, 1989) 11.99
I Wanna Be Adored 4:52; She Bangs the Drums 3:42; Waterfall 4:37; Don't Stop 5:17; Bye Bye Bad Man 4:00; Elizabeth My Dear 0:59; (Song for My) Sugar Spun Sister 3:25; Made of Stone 4:10; Shoot You Down 4:10; This Is the One 4:58; I Am the Resurrection 8:12
105 Arcade Fire: Funeral (Merge, 2004) 11.99
Neighborhood #1 (Tunnels) 4:48; Neighborhood #2 (Laïka) 3:32; Une année sans lumière 3:40; Neighborhood #3 (Power Out) 5:12; Neighborhood #4 (7 Kettles) 4:49; Crown of Love 4:42; Wake Up 5:35; Haïti 4:07; Rebellion (Lies) 5:10; In the Backseat 6:20
106 The Strokes: Is This It (RCA, 2001) 9.99
Is This It 2:35; The Modern Age 3:32; Soma 2:37; Barely Legal 3:58; Someday 3:07; Alone, Together 3:12; Last Nite 3:17; Hard to Explain 3:47; New York City Cops 3:36; Trying Your Luck 3:27; Take It or Leave It 3:16
107 Wilco: Yankee Hotel Foxtrot (Nonesuch, 2002) 12.99
I Am Trying to Break Your Heart 6:57; Kamera 3:29; Radio Cure 5:08; War on War 3:47; Jesus, Etc. 3:50; Ashes of American Flags 4:43; Heavy Metal Drummer 3:08; I'm the Man Who Loves You 3:55; Pot Kettle Black 4:00; Poor Places 5:15; Reservations 7:22
108 Godspeed You! Black Emperor: Lift Your Skinny Fists Like Antennas to Heaven (Constellation, 2000) 17.99
Storm 22:32; Static 22:36; Sleep 23:17; Antennas to Heaven 18:57
109 Tortoise: Millions Now Living Will Never Die (Thrill Jockey, 1996) 11.99
Djed 20:57; Glass Museum 5:27; A Survey 2:52; The Taut and Tame 5:01; Dear Grandma and Grandpa 2:49; Along the Banks of Rivers 5:50
110 Sigur Rós: Ágætis byrjun (Smekkleysa, 1999) 14.99
Intro 1:36; Svefn-g-englar 10:04; Starálfur 6:46; Flugufrelsarinn 7:48; Ný batterí 8:10; Hjartað hamast (bamm bamm bamm) 7:10; Viðrar vel til loftárása 10:17; Olsen Olsen 8:03; Ágætis byrjun 7:55; Avalon 4:02
111 LCD Soundsystem: Sound of Silver (DFA, 2007) 12.99
Get Innocuous! 7:11; Time to Get Away 4:11; North American Scum 5:25; Someone Great 6:25; All My Friends 7:37; Us V Them 8:29; Watch the Tapes 3:55; Sound of Silver 7:07; New York, I Love You but You're Bringing Me Down 5:35

Electronic
112 Kraftwerk: Trans-Europe Express (Kling Klang, 1977) 11.99
Europe Endless 9:40; The Hall of Mirrors 7:56; Showroom Dummies 6:15; Trans-Europe Express 6:52; Metal on Metal 6:43; Franz Schubert 4:26; Endless Endless 0:55
113 Kraftwerk: Autobahn (Philips, 1974) 11.99
Autobahn 22:43; Kometenmelodie 1 6:26; Kometenmelodie 2 5:48; Mitternacht 3:43; Morgenspaziergang 4:04
114 Brian Eno: Another Green World (Island, 1975) 11.99
Sky Saw 3:25; Over Fire Island 1:49; St. Elmo's Fire 2:56; In Dark Trees 2:29; The Big Ship 3:01; I'll Come Running 3:48; Another Green World 1:28; Sombre Reptiles 2:26; Little Fishes 1:30; Golden Hours 4:01; Becalmed 3:56; Zawinul/Lava 3:00; Everything Merges with the Night 3:59; Spirits Drifting 2:36
115 Tangerine Dream: Phaedra (Virgin, 1974) 10.99
Phaedra 17:39; Mysterious Semblance at the Strand of Nightmares 9:42; Movements of a Visionary 7:55; Sequent C' 2:18
116 Jean-Michel Jarre: Oxygène (Disques Dreyfus, 1976) 10.99
Oxygène (Part I) 7:39; Oxygène (Part II) 8:08; Oxygène (Part III) 2:54; Oxygène (Part IV) 4:14; Oxygène (Part V) 10:23; Oxygène (Part VI) 6:20
117 Depeche Mode: Violator (Mute, 1990) 10.99
World in My Eyes 4:26; Sweetest Perfection 4:43; Personal Jesus 4:56; Halo 4:30; Waiting for the Night 6:07; Enjoy the Silence 6:12; Policy of Truth 4:55; Blue Dress 5:41; Clean 5:28
118 New Order: Power, Corruption & Lies (Factory, 1983) 11.99
Age of Consent 5:16; We All Stand 5:14; The Village 4:37; 5 8 6 7:31; Your Silent Face 6:00; Ultraviolence 4:52; Ecstasy 4:25; Leave Me Alone 4:40
119 Aphex Twin: Selected Ambient Works 85–92 (Apollo, 1992) 14.99
Xtal 4:51; Tha 9:01; Pulsewidth 3:47; Ageispolis 5:21; i 1:13; Green Calx 6:02; Heliosphan 4:51; We Are the Music Makers 7:42; Schottkey 7th Path 5:07; Ptolemy 7:12; Hedphelym 6:02; Delphium 5:36; Actium 7:35
120 Massive Attack: Mezzanine (Virgin, 1998) 11.99
Angel 6:18; Risingson 4:58; Teardrop 5:29; Inertia Creeps 5:56; Exchange 4:11; Dissolved Girl 6:07; Man Next Door 5:55; Black Milk 6:20; Mezzanine 5:54; Group Four 8:13; (Exchange) 4:08
121 Portishead: Dummy (Go! Beat, 1994) 11.99
Mysterons 5:02; Sour Times 4:11; Strangers 3:55; It Could Be Sweet 4:16; Wandering Star 4:51; It's a Fire 3:49; Numb 3:54; Roads 5:02; Pedestal 3:39; Biscuit 5:01; Glory Box 5:06
122 Björk: Homogenic (One Little Indian, 1997) 11.99
Hunter 4:15; Jóga 5:05; Unravel 3:21; Bachelorette 5:12; All Neon Like 5:53; 5 Years 4:29; Immature 3:06; Alarm Call 4:19; Pluto 3:19; All Is Full of Love 4:32
123 Daft Punk: Discovery (Virgin, 2001) 12.99
One More Time 5:20; Aerodynamic 3:27; Digital Love 4:58; Harder, Better, Faster, Stronger 3:44; Crescendolls 3:31; Nightvision 1:44; Superheroes 3:57; High Life 3:21; Something About Us 3:51; Voyager 3:47; Veridis Quo 5:44; Short Circuit 3:26; Face to Face 3:58; Too Long 10:00
124 Air: Moon Safari (Virgin, 1998) 11.99
La femme d'argent 7:08; Sexy Boy 4:57; All I Need 4:28; Kelly Watch the Stars 3:44; Talisman 4:16; Remember 2:34; You Make It Easy 4:00; Ce matin-là 3:38; New Star in the Sky (Chanson pour Solal) 5:38; Le voyage de Pénélope 3:10
125 Röyksopp: Melody A.M. (Wall of Sound, 2001) 10.99
So Easy 4:09; Eple 3:36; Sparks 5:25; In Space 3:30; Poor Leno 3:57; A Higher Place 4:31; Röyksopp's Night Out 7:30; Remind Me 3:39; She's So 5:23; 40 Years Back/Come 4:44

Classical
126 Steve Reich: Music for 18 Musicians (ECM, 1978) 15.99
Music for 18 Musicians 56:31
127 Philip Glass: Glassworks (CBS, 1982) 12.99
Opening 6:24; Floe 5:59; Islands 7:39; Rubric 6:04; Façades 7:20; Closing 6:00
128 Terry Riley: A Rainbow in Curved Air (CBS, 1969) 12.99
A Rainbow in Curved Air 18:39; Poppy Nogood and the Phantom Band 21:38
`;
