/** Records of rock and folk: see `shipped-records.ts`. */
export const ROCK = `
Rock
45 The Beatles: Abbey Road (Apple, 1969) 14.99
Come Together 4:19; Something 3:02; Maxwell's Silver Hammer 3:27; Oh! Darling 3:27; Octopus's Garden 2:51; I Want You (She's So Heavy) 7:47; Here Comes the Sun 3:05; Because 2:45; You Never Give Me Your Money 4:03; Sun King 2:26; Mean Mr. Mustard 1:06; Polythene Pam 1:13; She Came In Through the Bathroom Window 1:58; Golden Slumbers 1:31; Carry That Weight 1:36; The End 2:05; Her Majesty 0:23
46 The Beatles: Revolver (Parlophone, 1966) 14.99
Taxman 2:36; Eleanor Rigby 2:11; I'm Only Sleeping 3:02; Love You To 3:00; Here, There and Everywhere 2:29; Yellow Submarine 2:40; She Said She Said 2:39; Good Day Sunshine 2:08; And Your Bird Can Sing 2:02; For No One 2:03; Doctor Robert 2:14; I Want to Tell You 2:30; Got to Get You into My Life 2:31; Tomorrow Never Knows 3:00
47 The Beach Boys: Pet Sounds (Capitol, 1966) 13.99
Wouldn't It Be Nice 2:25; You Still Believe in Me 2:31; That's Not Me 2:28; Don't Talk (Put Your Head on My Shoulder) 2:53; I'm Waiting for the Day 3:05; Let's Go Away for Awhile 2:18; Sloop John B 2:58; God Only Knows 2:51; I Know There's an Answer 3:09; Here Today 2:54; I Just Wasn't Made for These Times 3:12; Pet Sounds 2:22; Caroline, No 2:51
48 Bob Dylan: Highway 61 Revisited (Columbia, 1965) 12.99
Like a Rolling Stone 6:13; Tombstone Blues 5:58; It Takes a Lot to Laugh, It Takes a Train to Cry 4:09; From a Buick 6 3:19; Ballad of a Thin Man 5:58; Queen Jane Approximately 5:31; Highway 61 Revisited 3:30; Just Like Tom Thumb's Blues 5:31; Desolation Row 11:21
49 Bob Dylan: Blood on the Tracks (Columbia, 1975) 12.99
Tangled Up in Blue 5:42; Simple Twist of Fate 4:19; You're a Big Girl Now 4:36; Idiot Wind 7:48; You're Gonna Make Me Lonesome When You Go 2:55; Meet Me in the Morning 4:22; Lily, Rosemary and the Jack of Hearts 8:51; If You See Her, Say Hello 4:49; Shelter from the Storm 5:02; Buckets of Rain 3:22
50 Van Morrison: Astral Weeks (Warner Bros., 1968) 11.99
Astral Weeks 7:06; Beside You 5:16; Sweet Thing 4:25; Cyprus Avenue 7:00; The Way Young Lovers Do 3:18; Madame George 9:45; Ballerina 7:03; Slim Slow Slider 3:17
51 Fleetwood Mac: Rumours (Warner Bros., 1977) 12.99
Second Hand News 2:43; Dreams 4:14; Never Going Back Again 2:02; Don't Stop 3:11; Go Your Own Way 3:38; Songbird 3:20; The Chain 4:28; You Make Loving Fun 3:31; I Don't Want to Know 3:11; Oh Daddy 3:54; Gold Dust Woman 4:51
52 Bruce Springsteen: Born to Run (Columbia, 1975) 11.99
Thunder Road 4:49; Tenth Avenue Freeze-Out 3:11; Night 3:00; Backstreets 6:30; Born to Run 4:31; She's the One 4:30; Meeting Across the River 3:18; Jungleland 9:34
53 Neil Young: Harvest (Reprise, 1972) 11.99
Out on the Weekend 4:35; Harvest 3:03; A Man Needs a Maid 4:00; Heart of Gold 3:05; Are You Ready for the Country? 3:21; Old Man 3:22; There's a World 3:00; Alabama 4:02; The Needle and the Damage Done 2:00; Words (Between the Lines of Age) 6:42
54 Pink Floyd: Wish You Were Here (Harvest, 1975) 14.99
Shine On You Crazy Diamond (Parts I–V) 13:31; Welcome to the Machine 7:28; Have a Cigar 5:08; Wish You Were Here 5:35; Shine On You Crazy Diamond (Parts VI–IX) 12:28
55 Pink Floyd: Animals (Harvest, 1977) 14.99
Pigs on the Wing (Part One) 1:24; Dogs 17:04; Pigs (Three Different Ones) 11:28; Sheep 10:20; Pigs on the Wing (Part Two) 1:24
56 King Crimson: In the Court of the Crimson King (Island, 1969) 13.99
21st Century Schizoid Man 7:21; I Talk to the Wind 6:05; Epitaph 8:47; Moonchild 12:11; The Court of the Crimson King 9:25
57 Yes: Close to the Edge (Atlantic, 1972) 11.99
Close to the Edge 18:43; And You and I 10:08; Siberian Khatru 8:55
58 Genesis: Selling England by the Pound (Charisma, 1973) 12.99
Dancing with the Moonlit Knight 8:04; I Know What I Like (In Your Wardrobe) 4:07; Firth of Fifth 9:35; More Fool Me 3:10; The Battle of Epping Forest 11:49; After the Ordeal 4:13; The Cinema Show 11:06; Aisle of Plenty 1:32
59 Jethro Tull: Thick as a Brick (Chrysalis, 1972) 11.99
Thick as a Brick, Part I 22:40; Thick as a Brick, Part II 21:06
60 Mike Oldfield: Tubular Bells (Virgin, 1973) 10.99
Tubular Bells, Part One 25:36; Tubular Bells, Part Two 23:20
61 Can: Tago Mago (United Artists, 1971) 15.99
Paperhouse 7:28; Mushroom 4:03; Oh Yeah 7:23; Halleluhwah 18:33; Aumgn 17:37; Peking O 11:37; Bring Me Coffee or Tea 6:47
62 David Bowie: The Rise and Fall of Ziggy Stardust and the Spiders from Mars (RCA, 1972) 12.99
Five Years 4:42; Soul Love 3:34; Moonage Daydream 4:40; Starman 4:10; It Ain't Easy 2:58; Lady Stardust 3:22; Star 2:47; Hang On to Yourself 2:40; Ziggy Stardust 3:13; Suffragette City 3:25; Rock 'n' Roll Suicide 2:58
63 David Bowie: Low (RCA, 1977) 11.99
Speed of Life 2:46; Breaking Glass 1:52; What in the World 2:23; Sound and Vision 3:05; Always Crashing in the Same Car 3:33; Be My Wife 2:58; A New Career in a New Town 2:53; Warszawa 6:23; Art Decade 3:46; Weeping Wall 3:28; Subterraneans 5:39
64 The Velvet Underground: The Velvet Underground & Nico (Verve, 1967) 12.99
Sunday Morning 2:56; I'm Waiting for the Man 4:39; Femme Fatale 2:38; Venus in Furs 5:12; Run Run Run 4:22; All Tomorrow's Parties 6:00; Heroin 7:12; There She Goes Again 2:41; I'll Be Your Mirror 2:14; The Black Angel's Death Song 3:11; European Son 7:46
65 Love: Forever Changes (Elektra, 1967) 11.99
Alone Again Or 3:17; A House Is Not a Motel 3:31; Andmoreagain 3:18; The Daily Planet 3:30; Old Man 3:02; The Red Telephone 4:46; Maybe the People Would Be the Times or Between Clark and Hilldale 3:34; Live and Let Live 5:26; The Good Humor Man He Sees Everything Like This 3:08; Bummer in the Summer 2:24; You Set the Scene 6:56
66 Steely Dan: Aja (ABC, 1977) 12.99
Black Cow 5:10; Aja 7:57; Deacon Blues 7:37; Peg 3:57; Home at Last 5:34; I Got the News 5:06; Josie 4:33
67 Dire Straits: Brothers in Arms (Vertigo, 1985) 10.99
So Far Away 5:12; Money for Nothing 8:26; Walk of Life 4:12; Your Latest Trick 6:33; Why Worry 8:31; Ride Across the River 6:58; The Man's Too Strong 4:40; One World 3:40; Brothers in Arms 7:00
68 The Stooges: Fun House (Elektra, 1970) 11.99
Down on the Street 3:42; Loose 3:33; T.V. Eye 4:17; Dirt 7:00; 1970 5:14; Fun House 7:45; L.A. Blues 4:52
69 Peter Gabriel: So (Charisma, 1986) 10.99
Red Rain 5:39; Sledgehammer 5:12; Don't Give Up 6:33; That Voice Again 4:53; In Your Eyes 5:27; Mercy Street 6:22; Big Time 4:28; We Do What We're Told (Milgram's 37) 3:22
70 Kate Bush: Hounds of Love (EMI, 1985) 11.99
Running Up That Hill (A Deal with God) 5:03; Hounds of Love 3:02; The Big Sky 4:41; Mother Stands for Comfort 3:07; Cloudbusting 5:10; And Dream of Sheep 2:45; Under Ice 2:21; Waking the Witch 4:18; Watching You Without Me 4:06; Jig of Life 4:04; Hello Earth 6:13; The Morning Fog 2:34

Punk
71 Ramones: Ramones (Sire, 1976) 9.99
Blitzkrieg Bop 2:12; Beat on the Brat 2:30; Judy Is a Punk 1:30; I Wanna Be Your Boyfriend 2:24; Chain Saw 1:55; Now I Wanna Sniff Some Glue 1:34; I Don't Wanna Go Down to the Basement 2:35; Loudmouth 2:14; Havana Affair 2:00; Listen to My Heart 1:56; 53rd & 3rd 2:19; Let's Dance 1:51; I Don't Wanna Walk Around with You 1:43; Today Your Love, Tomorrow the World 2:09
72 Gang of Four: Entertainment! (EMI, 1979) 10.99
Ether 3:52; Natural's Not in It 3:09; Not Great Men 3:08; Damaged Goods 3:29; Return the Gift 3:08; Guns Before Butter 3:49; I Found That Essence Rare 3:09; Glass 2:32; Contract 2:42; At Home He's a Tourist 3:33; 5.45 3:48; Anthrax 4:23
73 Television: Marquee Moon (Elektra, 1977) 11.99
See No Evil 3:56; Venus 3:48; Friction 4:43; Marquee Moon 10:40; Elevation 5:08; Guiding Light 5:36; Prove It 5:04; Torn Curtain 7:00
74 Patti Smith: Horses (Arista, 1975) 10.99
Gloria 5:57; Redondo Beach 3:26; Birdland 9:15; Free Money 3:52; Kimberly 4:27; Break It Up 4:04; Land 9:25; Elegie 2:57
75 Joy Division: Unknown Pleasures (Factory, 1979) 11.99
Disorder 3:36; Day of the Lords 4:48; Candidate 3:05; Insight 4:28; New Dawn Fades 4:47; She's Lost Control 3:57; Shadowplay 3:55; Wilderness 2:38; Interzone 2:16; I Remember Nothing 5:53

Metal
76 Megadeth: Rust in Peace (Capitol, 1990) 9.99
Holy Wars... The Punishment Due 6:36; Hangar 18 5:14; Take No Prisoners 3:28; Five Magics 5:42; Poison Was the Cure 2:58; Lucretia 3:58; Tornado of Souls 5:22; Dawn Patrol 1:50; Rust in Peace... Polaris 5:36
77 Tool: Lateralus (Volcano, 2001) 13.99
The Grudge 8:36; Eon Blue Apocalypse 1:04; The Patient 7:13; Mantra 1:12; Schism 6:47; Parabol 3:04; Parabola 6:03; Ticks & Leeches 8:10; Lateralus 9:24; Disposition 4:46; Reflection 11:07; Triad 8:46; Faaip de Oiad 2:39
78 Opeth: Blackwater Park (Music for Nations, 2001) 11.99
The Leper Affinity 10:23; Bleak 9:16; Harvest 6:01; The Drapery Falls 10:54; Dirge for November 7:54; The Funeral Portrait 8:44; Patterns in the Ivy 1:53; Blackwater Park 12:08

Folk
79 Joni Mitchell: Blue (Reprise, 1971) 12.99
All I Want 3:32; My Old Man 3:33; Little Green 3:25; Carey 3:00; Blue 3:00; California 3:48; This Flight Tonight 2:50; River 4:00; A Case of You 4:20; The Last Time I Saw Richard 4:13
80 Nick Drake: Pink Moon (Island, 1972) 11.99
Pink Moon 2:06; Place to Be 2:43; Road 2:02; Which Will 2:58; Horn 1:23; Things Behind the Sun 3:57; Know 2:26; Parasite 3:36; Free Ride 3:06; Harvest Breed 1:37; From the Morning 2:30
81 Leonard Cohen: Songs of Leonard Cohen (Columbia, 1967) 11.99
Suzanne 3:48; Master Song 5:55; Winter Lady 2:15; The Stranger Song 5:00; Sisters of Mercy 3:32; So Long, Marianne 5:38; Hey, That's No Way to Say Goodbye 2:55; Stories of the Street 4:35; Teachers 3:01; One of Us Cannot Be Wrong 4:23
82 Simon & Garfunkel: Bridge over Troubled Water (Columbia, 1970) 11.99
Bridge over Troubled Water 4:52; El Condor Pasa (If I Could) 3:06; Cecilia 2:55; Keep the Customer Satisfied 2:33; So Long, Frank Lloyd Wright 3:41; The Boxer 5:08; Baby Driver 3:14; The Only Living Boy in New York 3:58; Why Don't You Write Me 2:45; Bye Bye Love 2:55; Song for the Asking 1:49
83 Carole King: Tapestry (Ode, 1971) 11.99
I Feel the Earth Move 3:00; So Far Away 3:55; It's Too Late 3:54; Home Again 2:29; Beautiful 3:08; Way Over Yonder 4:49; You've Got a Friend 5:09; Where You Lead 3:20; Will You Love Me Tomorrow? 4:13; Smackwater Jack 3:42; Tapestry 3:15; (You Make Me Feel Like) A Natural Woman 3:59
84 Tom Waits: Closing Time (Asylum, 1973) 11.99
Ol' '55 3:58; I Hope That I Don't Fall in Love with You 3:54; Virginia Avenue 3:10; Old Shoes (& Picture Postcards) 3:40; Midnight Lullaby 3:26; Martha 4:30; Rosie 4:03; Lonely 3:12; Ice Cream Man 3:05; Little Trip to Heaven (On the Wings of Your Love) 3:38; Grapefruit Moon 4:50; Closing Time 4:20
85 Bon Iver: For Emma, Forever Ago (Jagjaguwar, 2008) 11.99
Flume 3:39; Lump Sum 3:21; Skinny Love 3:59; The Wolves (Act I and II) 5:22; Blindsided 5:29; Creature Fear 3:06; Team 1:57; For Emma 3:41; Re: Stacks 6:41
86 Jeff Buckley: Grace (Columbia, 1994) 10.99
Mojo Pin 5:42; Grace 5:22; Last Goodbye 4:35; Lilac Wine 4:32; So Real 4:43; Hallelujah 6:53; Lover, You Should've Come Over 6:43; Corpus Christi Carol 2:56; Eternal Life 4:52; Dream Brother 5:26
`;
