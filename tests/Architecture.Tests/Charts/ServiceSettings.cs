using System.Text.RegularExpressions;

namespace Moderation.Architecture.Tests.Charts;

/// <summary>Which keys of the configuration a service reads, by its classes of options as they are written.</summary>
internal sealed partial class ServiceSettings
{
    /// <summary>The projects of the services, by the names that the scripts give them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Projects = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["intake"] = "Intake",
        ["classifier"] = "Classifier",
        ["moderator"] = "Moderator",
        ["publisher"] = "Publisher",
        ["site"] = "ArticleSite",
    };

    private static readonly string[] Frameworks =
    [
        "ASPNETCORE_ENVIRONMENT",
        "ASPNETCORE_URLS",
        "DOTNET_gcServer",
        "ConnectionStrings:Database",
        "ConnectionStrings:RabbitMq",
        "Migrations:Only",
        "Proxies:0",
    ];

    /// <summary>What is needed only by a service that calls this.</summary>
    private static readonly Dictionary<string, string> Unless = new(StringComparer.Ordinal)
    {
        ["ConnectionStrings__Database"] = "builder.AddDatabase<",
        ["ConnectionStrings__RabbitMq"] = "builder.AddBus(",
    };

    private const RegexOptions Whole = RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _sources;
    private readonly ILookup<string, string> _sections;

    /// <param name="project">Such as <c>Intake</c>.</param>
    public ServiceSettings(string project)
    {
        string[] folders = [$"services/{project}/", "services/ServiceDefaults/"];
        _sources = string.Concat(
            Tree.Files(".cs")
                .Where(path => folders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))
                .Select(Tree.Read)
        );
        _sections = Section()
            .Matches(_sources)
            .ToLookup(match => match.Groups["section"].Value, match => match.Groups["type"].Value, StringComparer.Ordinal);
    }

    /// <summary>The variables without which the service does not start.</summary>
    public IEnumerable<string> NeededVariables =>
        from section in _sections
        from type in section
        from property in PropertiesOf(type)
        where property.Attributes.Contains("Configured", StringComparison.Ordinal)
        let variable = $"{section.Key}__{property.Name}"
        where !Unless.TryGetValue(variable, out var call) || _sources.Contains(call, StringComparison.Ordinal)
        select variable;

    /// <param name="variable">An environment variable, such as <c>Webhooks__Endpoints__0__Name</c>.</param>
    public bool Reads(string variable)
    {
        var key = variable.Replace("__", ":", StringComparison.Ordinal);
        var names = key.Split(':');
        return Frameworks.Contains(Index().Replace(key, ":0"), StringComparer.Ordinal)
            || _sections[names[0]].Any(type => Has(type, names[1..]));
    }

    private bool Has(string type, string[] names) =>
        names switch
        {
            [] => PropertiesOf(type).Count == 0,
            [var index, .. var rest] when int.TryParse(index, out _) => Item().Match(type) is { Success: true } item
                && Has(item.Groups["type"].Value, rest),
            [var name, .. var rest] => PropertiesOf(type).Any(property => property.Name == name && Has(property.Type, rest)),
        };

    /// <summary>Its own, and those of what it is made from.</summary>
    private List<(string Attributes, string Type, string Name)> PropertiesOf(string type)
    {
        var pattern = $@"^\w[\w ]*(class|record) {Regex.Escape(type)}\b(?<bases>[^{{;]*)(?<body>;|.*?^\}})";
        var declared = Regex.Match(_sources, pattern, Whole, Patience);
        return
        [
            .. Property()
                .Matches(declared.Groups["body"].Value)
                .Select(match => (match.Groups["attributes"].Value, match.Groups["type"].Value, match.Groups["name"].Value)),
            .. Word().Matches(declared.Groups["bases"].Value).SelectMany(match => PropertiesOf(match.Value)),
        ];
    }

    [GeneratedRegex("""(AddOptions|Read)<(?<type>\w+)>\(([\w.]+, )?"(?<section>\w+)"\)""", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Section();

    [GeneratedRegex(
        @"(?<attributes>(^ +\[[^\n]*\]\n)*)^ +public (required )?(?<type>[\w<>?\[\], ]+?) (?<name>\w+) \{ get",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        5_000
    )]
    private static partial Regex Property();

    [GeneratedRegex(@"^(\w+<)?(?<type>\w+)(>|\[\])\??$", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Item();

    [GeneratedRegex(@"\w+", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Word();

    [GeneratedRegex(@":\d+", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Index();
}
