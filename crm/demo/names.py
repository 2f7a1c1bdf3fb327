"""What the demo's people, companies and streets are called, by language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """The words of one language.

    Attributes:
        salutations: for a woman, for a man.
        trades: what follows the name of a company.
        companies, streets: patterns. ``{last}``, ``{other}``, ``{word}``, ``{city}``, ``{trade}``;
            ``{street}`` and ``{number}``.
    """

    salutations: tuple[str, str]
    women: tuple[str, ...]
    men: tuple[str, ...]
    last: tuple[str, ...]
    words: tuple[str, ...]
    trades: tuple[str, ...]
    companies: tuple[str, ...]
    streets: tuple[str, ...]
    street: str


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


NAMES = {
    "en": Names(
        salutations=("Ms.", "Mr."),
        women=_words(
            "Emma Olivia Grace Hannah Alice Rachel Megan Laura Nicole Diane Carol Judith Priya Mei"
            " Aisha Rosa Naomi Teresa Joanna Kelly Fiona Heather Vanessa Martha Ruth Denise"
        ),
        men=_words(
            "James Robert Daniel Marcus Kevin Brian Thomas Patrick Andrew Samuel Victor Carlos Omar"
            " Wei Raj Dmitri Gary Walter Frank Leonard Simon Craig Duncan Stuart Neil Hugh"
        ),
        last=_words(
            "Smith Johnson Williams Brown Miller Davis Garcia Martinez Anderson Taylor Moore"
            " Jackson Thompson White Harris Clark Lewis Walker Hall Young King Wright Hill Scott"
            " Green Baker Nelson Carter Mitchell Turner Phillips Campbell Parker Evans Edwards"
            " Collins Stewart Murphy Cook Rogers Bailey Cooper Reed Howard Ward Brooks"
            " Bennett Hughes Foster Patel Nguyen Kim Chen O'Brien McCarthy"
            " Sullivan Fitzgerald Fraser Ferguson Whitfield"
        ),
        words=_words(
            "Northwind Lakeshore Prairie Summit Cedar Ironwood Harbor Redstone Bluebird Granite"
            " Evergreen Keystone Pinnacle Riverside Sterling Copper Maple Union Liberty Eagle"
            " Cornerstone Heartland Beacon Crescent Frontier Orchard Stonebridge Silver_Creek"
            " Oakridge Westgate"
        ),
        trades=_words(
            "Supply Hardware Logistics Tools Foods Outfitters Plumbing Electric Fabrication Lumber"
            " Packaging Bakery Catering Sports Furniture Lighting Textiles Instruments Interiors"
            " Distribution Machinery Hospitality Cycles Marine"
        ),
        companies=(
            "{word} {trade}",
            "{last} {trade}",
            "{last} & {other} {trade}",
            "{city} {trade}",
            "{word} {trade}",
        ),
        streets=_words(
            "Main_Street Oak_Avenue Maple_Drive Commerce_Way Industrial_Parkway River_Road"
            " Park_Avenue Mill_Lane Station_Road Market_Street Highland_Avenue Lake_Street"
            " Church_Street Factory_Road Washington_Street Depot_Street Elm_Street Harbor_Drive"
        ),
        street="{number} {street}",
    ),
    "de": Names(
        salutations=("Frau", "Herr"),
        women=_words(
            "Anna Katharina Sabine Petra Ulrike Heike Lena Julia Birgit Monika Jana Claudia"
            " Franziska Renate Silke Marlene"
        ),
        men=_words(
            "Thomas Michael Stefan Jürgen Klaus Markus Florian Matthias Uwe Bernd Jörg Lukas Felix"
            " Holger Rainer Tobias"
        ),
        last=_words(
            "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer"
            " Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hartmann Lange"
            " Krause Köhler Huber Gruber Steiner Keller Brunner Groß Weiß"
        ),
        words=_words("Nord Süd Rhein Alpen Hansa Elbe Donau Stern Adler Linden Berg Wald"),
        trades=_words(
            "Maschinenbau Werkzeuge Elektrotechnik Feinkost Möbel Spedition Textil Verpackungen"
            " Metallbau Getränke Bürobedarf Fahrräder Gartenbau Lichttechnik"
        ),
        companies=(
            "{last} {trade}",
            "{word}-{trade}",
            "{last} & {other} {trade}",
            "{trade} {city}",
        ),
        streets=_words(
            "Hauptstraße Bahnhofstraße Industriestraße Gartenweg Lindenallee Schillerstraße"
            " Goethestraße Marktplatz Am_Hafen Bergstraße Mühlenweg Gewerbepark"
        ),
        street="{street} {number}",
    ),
    "fr": Names(
        salutations=("Mme", "M."),
        women=_words("Camille Élodie Sophie Chloé Nathalie Isabelle Aurélie Hélène Manon Céline"),
        men=_words("Julien François Nicolas Antoine Jérôme Olivier Benoît Mathieu Luc Étienne"),
        last=_words(
            "Martin Bernard Dubois Moreau Laurent Lefèvre Leroy Roux Fournier Girard Mercier Dupont"
            " Lambert Bonnet Garnier Faure Chevalier Gauthier Perrin Renard"
        ),
        words=_words("Atlantique Rivoli Mistral Lumière Alpha Garonne"),
        trades=_words("Distribution Outillage Mobilier Emballages Traiteur Textiles Éclairage"),
        companies=("{last} {trade}", "{word} {trade}", "{last} et {other}", "Maison {last}"),
        streets=_words(
            "rue_de_la_République avenue_Victor_Hugo rue_du_Commerce boulevard_Voltaire"
            " place_du_Marché rue_des_Lilas quai_de_la_Gare"
        ),
        street="{number} {street}",
    ),
    "nl": Names(
        salutations=("Mevr.", "Dhr."),
        women=_words("Sanne Femke Marieke Anouk Lotte Ingrid Esther Willemijn"),
        men=_words("Pieter Jeroen Bram Sander Willem Maarten Joost Ruben"),
        last=_words(
            "de_Jong Jansen de_Vries van_den_Berg Bakker Visser Smit Meijer Mulder Bos Vos Peters"
            " Hendriks van_Leeuwen Dekker Brouwer"
        ),
        words=_words("Delta Amstel Polder Noordzee Tulp Molen"),
        trades=_words("Techniek Groothandel Logistiek Meubelen Verpakkingen Fietsen Bloemen"),
        companies=("{last} {trade}", "{word} {trade}", "{trade} {city}"),
        streets=_words("Kerkstraat Dorpsstraat Havenweg Stationsplein Molenlaan Industrieweg"),
        street="{street} {number}",
    ),
    "es": Names(
        salutations=("Sra.", "Sr."),
        women=_words("Lucía Carmen Inés Marta Pilar Nuria Beatriz Rocío"),
        men=_words("Javier Alejandro Íñigo Sergio Andrés Jesús Pablo Álvaro"),
        last=_words(
            "García Fernández González López Sánchez Pérez Gómez Ruiz Díaz Moreno Muñoz Álvarez"
            " Romero Navarro Torres Ibáñez"
        ),
        words=_words("Ibérica Levante Meseta Sol Mediterránea Olivar"),
        trades=_words("Distribuciones Suministros Muebles Textil Conservas Iluminación Logística"),
        companies=("{trade} {last}", "{trade} {word}", "{last} y {other}"),
        streets=_words("Calle_Mayor Gran_Vía Calle_del_Sol Avenida_de_la_Paz Paseo_Marítimo"),
        street="{street}, {number}",
    ),
    "it": Names(
        salutations=("Sig.ra", "Sig."),
        women=_words("Giulia Chiara Francesca Elena Paola Martina Silvia Federica"),
        men=_words("Marco Luca Matteo Giovanni Paolo Andrea Stefano Niccolò"),
        last=_words(
            "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Conti Gallo"
            " Mancini Costa D'Angelo Lombardi"
        ),
        words=_words("Adriatica Alpina Padana Etrusca Stella Aurora"),
        trades=_words("Forniture Arredamenti Meccanica Alimentari Tessuti Imballaggi Ceramiche"),
        companies=("{trade} {last}", "{word} {trade}", "Fratelli {last}"),
        streets=_words("Via_Roma Via_Garibaldi Corso_Italia Piazza_Dante Viale_Europa"),
        street="{street} {number}",
    ),
    "pl": Names(
        salutations=("Pani", "Pan"),
        women=_words("Agnieszka Małgorzata Katarzyna Ewa Joanna Zofia"),
        men=_words("Piotr Krzysztof Paweł Łukasz Michał Wojciech"),
        last=_words("Nowak Wójcik Kowalczyk Mazur Krawczyk Zając Wróbel Dudek Pawlak Górski"),
        words=_words("Wisła Bałtyk Tatry Jantar"),
        trades=_words("Narzędzia Meble Hurtownia Transport Opakowania Technika"),
        companies=("{trade} {last}", "{word} {trade}"),
        streets=_words("ul._Długa ul._Kwiatowa ul._Szkolna al._Jerozolimskie ul._Polna"),
        street="{street} {number}",
    ),
}
