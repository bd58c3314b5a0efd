using System.Text.RegularExpressions;

namespace Moderation.Architecture.Tests;

/// <summary>The texts of the console: one file a language, and the code that names them.</summary>
public sealed partial class WordTests
{
    /// <summary>
    /// Beginnings of the keys whose end is only known when a page runs, as <c>say(`key.${action}`)</c> is. What begins so counts
    /// as used.
    /// </summary>
    private static readonly string[] Open =
    [
        "agreement.by.",
        "agreement.column.",
        "agreement.field.",
        "agreement.log.",
        "articles.column.",
        "articles.did.",
        "articles.status.",
        "bans.effect.",
        "bans.lift.",
        "batch.",
        "batch.done.",
        "batch.left.",
        "by.",
        "erasures.column.",
        "erasures.list.",
        "erasures.none.",
        "erasures.of.",
        "erasures.standing.",
        "faults.",
        "faults.act.",
        "faults.chosen.",
        "faults.column.",
        "faults.count.",
        "faults.did.",
        "faults.do.",
        "faults.effect.",
        "faults.kind.",
        "faults.replay.",
        "faults.status.",
        "filter.",
        "flow.about.",
        "flow.backlog.",
        "flow.by.",
        "flow.chart.",
        "flow.check.",
        "flow.compare.mending.",
        "flow.compare.status.",
        "flow.detail.",
        "flow.did.",
        "flow.do.",
        "flow.doctor.silence.",
        "flow.doctor.verdict.",
        "flow.figure.",
        "flow.found.",
        "flow.how.",
        "flow.lane.",
        "flow.line.",
        "flow.means.",
        "flow.node.",
        "flow.rate.",
        "flow.service.",
        "flow.silence.",
        "flow.state.",
        "flow.station.",
        "flow.step.",
        "found.",
        "key.",
        "lanes.",
        "lanes.act.",
        "lanes.budget.",
        "lanes.column.",
        "lanes.did.",
        "lanes.field.",
        "lanes.hint.",
        "lanes.is.",
        "lanes.level.",
        "lanes.log.",
        "lanes.proven.",
        "lanes.shut.",
        "lanes.takes.",
        "letters.",
        "letters.act.",
        "letters.column.",
        "letters.did.",
        "letters.found.",
        "letters.list.",
        "letters.none.",
        "letters.standing.",
        "lists.",
        "log.",
        "log.by.",
        "models.",
        "models.column.",
        "models.did.",
        "models.drift.alarm.",
        "models.drift.column.",
        "models.drift.do.",
        "models.feedback.column.",
        "models.fit.",
        "models.state.",
        "models.step.",
        "models.verdict.",
        "models.why.",
        "operations.",
        "overturn.",
        "pauses.means.",
        "pauses.pause.",
        "pauses.what.",
        "people.changed.",
        "people.role.",
        "people.status.",
        "place.",
        "policy.",
        "policy.day.",
        "policy.out.",
        "policy.outAdvises.",
        "policy.people.",
        "policy.person.",
        "policy.shadow.",
        "policy.shadow.did.",
        "policy.shadow.is.",
        "policy.would.",
        "queues.act.",
        "queues.log.",
        "queues.part.",
        "retention.column.",
        "retention.kind.",
        "retention.log.",
        "retention.of.",
        "retention.silence.",
        "rules.advises.",
        "rules.does.",
        "setting.",
        "sites.",
        "sites.act.",
        "sites.column.",
        "sites.did.",
        "statistics.",
        "switch.",
        "team.column.",
        "team.over.",
        "triage.cause.",
        "triage.did.",
        "triage.done.",
        "triage.edit.",
        "triage.level.",
        "triage.order.",
        "triage.skip.",
        "webhooks.",
        "webhooks.act.",
        "webhooks.column.",
        "webhooks.count.",
        "webhooks.delivery.",
        "webhooks.did.",
        "webhooks.disabled.",
        "webhooks.error.",
        "webhooks.event.",
        "webhooks.format.",
        "webhooks.status.",
        "webhooks.test.",
        "webhooks.type.",
    ];

    private static readonly IReadOnlyList<(string Key, string Text)> Vietnamese = Read("words/vi.js");
    private static readonly IReadOnlyList<(string Key, string Text)> English = Read("words/en.js");
    private static readonly HashSet<string> Keys = Vietnamese.Select(word => word.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>What may name a text: every module but the texts themselves, and the Razor pages, by name.</summary>
    private static readonly IReadOnlyDictionary<string, string> Sources = ConsoleModules
        .All.Where(module => ConsoleModules.FolderOf(module) != "words")
        .Select(module => (Name: module, Text: ConsoleModules.Read(module)))
        .Concat(ConsoleModules.Pages.Select(page => (Name: page, Text: Tree.Read(page))))
        .ToDictionary(source => source.Name, source => source.Text, StringComparer.Ordinal);

    [Fact]
    public void Both_languages_have_the_same_keys_in_the_same_order()
    {
        Assert.True(Vietnamese.Count > 400, $"only {Vietnamese.Count} texts were found");
        Assert.Equal(Vietnamese.Select(word => word.Key), English.Select(word => word.Key));
        Assert.Equal(Vietnamese.Count, Keys.Count);
    }

    [Fact]
    public void No_text_is_empty() =>
        Assert.DoesNotContain(Vietnamese.Concat(English), word => string.IsNullOrWhiteSpace(word.Text));

    [Fact]
    public void A_text_has_the_same_placeholders_in_both_languages() =>
        Assert.Empty(
            Vietnamese
                .Zip(English)
                .Where(pair => !Placeholders(pair.First.Text).SetEquals(Placeholders(pair.Second.Text)))
                .Select(pair => pair.First.Key)
        );

    [Fact]
    public void Every_text_that_is_named_exists() =>
        Assert.Empty(
            Sources.SelectMany(source =>
                Named(source.Value).Where(key => !Keys.Contains(key)).Select(key => $"{source.Key} names {key}")
            )
        );

    [Fact]
    public void The_keys_that_end_when_a_page_runs_are_listed() =>
        Assert.Equal(
            Open,
            Sources
                .Values.SelectMany(source => Template().Matches(source))
                .Select(match => match.Groups["start"].Value)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_text_is_used()
    {
        var literals = Sources.Values.SelectMany(Literals).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(Keys, key =>
            !literals.Contains(key) && !Open.Any(start => key.StartsWith(start, StringComparison.Ordinal))
        );
    }

    [Fact]
    public void What_begins_with_the_name_of_a_page_is_named_in_its_folder_alone()
    {
        var pages = ConsoleModules.All.Select(ConsoleModules.FolderOf).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(
            from source in Sources
            where !source.Key.EndsWith(".cshtml", StringComparison.Ordinal)
            let own = ConsoleModules.FolderOf(source.Key)
            from key in Literals(source.Value).Where(Keys.Contains)
            let page = key.Split('.')[0]
            where page != key && pages.Contains(page) && page != own
            select $"{source.Key} names {key}"
        );
    }

    /// <summary>One text a line, or one below its key in pieces; comments and blank lines between them.</summary>
    private static IReadOnlyList<(string Key, string Text)> Read(string module) =>
        [
            .. Word()
                .Matches(ConsoleModules.Read(module))
                .Select(match =>
                    (match.Groups["key"].Value, string.Concat(match.Groups["text"].Captures.Select(piece => piece.Value)))
                ),
        ];

    private static HashSet<string> Placeholders(string text) =>
        Placeholder().Matches(text).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>Keys that stand where only a key can stand, and those that have the form of one.</summary>
    private static IEnumerable<string> Named(string source)
    {
        var families = Keys.Where(key => key.Contains('.', StringComparison.Ordinal))
            .Select(key => key.Split('.')[0])
            .ToHashSet();
        return Naming()
            .Matches(source)
            .SelectMany(match => match.Groups["key"].Captures.Select(key => key.Value))
            .Concat(
                Literals(source)
                    .Where(literal => literal.Contains('.', StringComparison.Ordinal) && families.Contains(literal.Split('.')[0]))
            );
    }

    private static IEnumerable<string> Literals(string source) =>
        Literal().Matches(source).Select(match => match.Groups["key"].Value);

    [GeneratedRegex(
        """^  '?(?<key>[\w.-]+)'?:\s+('(?<text>([^'\\\n]|\\.)*)'(\s+\+\s+)?)+,$""",
        Options | RegexOptions.Multiline,
        MatchTimeout
    )]
    private static partial Regex Word();

    [GeneratedRegex("""\{\w+\}""", Options, MatchTimeout)]
    private static partial Regex Placeholder();

    [GeneratedRegex(
        """\b(say|sayOr|inEvery|translate)\(([^'`()]*\? )?'(?<key>[^']+)'( : '(?<key>[^']+)')?"""
            + """|\bexplain\([^,]+, '(?<key>[^']+)'|data-word="(?<key>[^"]+)""",
        Options,
        MatchTimeout
    )]
    private static partial Regex Naming();

    [GeneratedRegex("""['"](?<key>[A-Za-z][\w-]*(\.[\w-]+)*)['"]""", Options, MatchTimeout)]
    private static partial Regex Literal();

    [GeneratedRegex("""`(?<start>([A-Za-z]+\.)+)\$\{""", Options, MatchTimeout)]
    private static partial Regex Template();

    private const RegexOptions Options = RegexOptions.ExplicitCapture;
    private const int MatchTimeout = 5_000;
}
