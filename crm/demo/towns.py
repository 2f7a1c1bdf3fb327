"""The towns of the demo: ``name|state|postcode|telephone``, by country.

The telephone numbers ring nowhere. They are those that a country keeps for films (555-01xx,
Ofcom's, the Bundesnetzagentur's, ACMA's, ARCEP's); a country without such numbers gets ones
that begin with a zero after the area code, which are never given out. ``#`` stands for a digit.
"""

TOWNS = {
    "US": """
Chicago|IL|60607|(312) 555-01##
Springfield|IL|62701|(217) 555-01##
Rockford|IL|61101|(815) 555-01##
Naperville|IL|60540|(630) 555-01##
Milwaukee|WI|53202|(414) 555-01##
Madison|WI|53703|(608) 555-01##
Indianapolis|IN|46204|(317) 555-01##
Detroit|MI|48226|(313) 555-01##
Grand Rapids|MI|49503|(616) 555-01##
Columbus|OH|43215|(614) 555-01##
Cleveland|OH|44114|(216) 555-01##
Minneapolis|MN|55401|(612) 555-01##
Saint Louis|MO|63101|(314) 555-01##
Kansas City|MO|64106|(816) 555-01##
Des Moines|IA|50309|(515) 555-01##
Omaha|NE|68102|(402) 555-01##
Nashville|TN|37203|(615) 555-01##
Louisville|KY|40202|(502) 555-01##
Atlanta|GA|30303|(404) 555-01##
Charlotte|NC|28202|(704) 555-01##
Miami|FL|33130|(305) 555-01##
Tampa|FL|33602|(813) 555-01##
Houston|TX|77002|(713) 555-01##
Dallas|TX|75201|(214) 555-01##
Austin|TX|78701|(512) 555-01##
Denver|CO|80202|(303) 555-01##
Phoenix|AZ|85004|(602) 555-01##
Salt Lake City|UT|84101|(801) 555-01##
Seattle|WA|98101|(206) 555-01##
Portland|OR|97204|(503) 555-01##
Sacramento|CA|95814|(916) 555-01##
San Diego|CA|92101|(619) 555-01##
Boston|MA|02110|(617) 555-01##
Hartford|CT|06103|(860) 555-01##
Philadelphia|PA|19103|(215) 555-01##
Pittsburgh|PA|15222|(412) 555-01##
Albany|NY|12207|(518) 555-01##
Brooklyn|NY|11201|(718) 555-01##
Newark|NJ|07102|(973) 555-01##
Baltimore|MD|21202|(410) 555-01##
""",
    "CA": """
Toronto|ON|M5H 2N2|(416) 555-01##
Ottawa|ON|K1P 1J1|(613) 555-01##
Hamilton|ON|L8P 1A1|(905) 555-01##
Vancouver|BC|V6B 1A1|(604) 555-01##
Calgary|AB|T2P 1J9|(403) 555-01##
Edmonton|AB|T5J 2R7|(780) 555-01##
Winnipeg|MB|R3C 0A5|(204) 555-01##
Halifax|NS|B3J 1S9|(902) 555-01##
Montréal|QC|H2Y 1C6|(514) 555-01##
""",
    "GB": """
London||EC1A 1BB|+44 20 7946 0###
Manchester||M1 1AE|+44 161 496 0###
Birmingham||B1 1BB|+44 121 496 0###
Leeds||LS1 1UR|+44 113 496 0###
Bristol||BS1 4ST|+44 117 496 0###
Edinburgh||EH1 1YZ|+44 131 496 0###
Glasgow||G1 1XQ|+44 141 496 0###
Cardiff||CF10 1EP|+44 29 2018 0###
""",
    "IE": """
Dublin||D02 X285|+353 20 910 ####
Cork||T12 W8KV|+353 20 911 ####
Galway||H91 E2R3|+353 20 912 ####
""",
    "AU": """
Sydney|NSW|2000|+61 2 5550 ####
Melbourne|VIC|3000|+61 3 5550 ####
Brisbane|QLD|4000|+61 7 5550 ####
Adelaide|SA|5000|+61 8 5550 ####
Perth|WA|6000|+61 8 5550 ####
""",
    "DE": """
Berlin|Berlin|10115|+49 30 23125 ###
Hamburg|Hamburg|20095|+49 40 66969 ###
München|Bayern|80331|+49 89 99998 ###
Nürnberg|Bayern|90402|+49 89 99998 ###
Köln|Nordrhein-Westfalen|50667|+49 221 4710 ###
Frankfurt am Main|Hessen|60311|+49 69 90009 ###
Stuttgart|Baden-Württemberg|70173|+49 69 90009 ###
Leipzig|Sachsen|04109|+49 30 23125 ###
Bremen|Bremen|28195|+49 40 66969 ###
""",
    "AT": """
Wien|Wien|1010|+43 1 000 01##
Graz|Steiermark|8010|+43 316 000 1##
Salzburg|Salzburg|5020|+43 662 000 1##
""",
    "CH": """
Zürich|ZH|8001|+41 44 000 01 ##
Bern|BE|3011|+41 31 000 01 ##
Basel|BS|4051|+41 61 000 01 ##
""",
    "FR": """
Paris||75002|+33 1 99 00 ## ##
Lyon||69002|+33 4 65 71 ## ##
Bordeaux||33000|+33 5 36 49 ## ##
Lille||59000|+33 3 53 01 ## ##
Nantes||44000|+33 2 61 91 ## ##
""",
    "NL": """
Amsterdam|NH|1012 JS|+31 20 000 01##
Rotterdam|ZH|3011 AD|+31 10 000 01##
Utrecht|UT|3511 LX|+31 30 000 01##
""",
    "ES": """
Madrid|M|28013|+34 910 000 1##
Barcelona|B|08002|+34 930 000 1##
Valencia|V|46002|+34 960 000 1##
""",
    "IT": """
Milano|MI|20121|+39 02 0000 01##
Torino|TO|10121|+39 011 000 01##
Bologna|BO|40121|+39 051 000 01##
""",
    "PL": """
Warszawa|14|00-001|+48 22 000 01 ##
Kraków|12|31-004|+48 12 000 01 ##
Gdańsk|22|80-831|+48 58 000 01 ##
""",
}
