using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Moderation.Testing;
using Xunit;

namespace Moderation.EndToEnd.Tests;

public sealed partial class TelemetryTests(RunningSystem system) : IAsyncLifetime
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private Collector _collector = null!;

    public async ValueTask InitializeAsync() => _collector = await Collector.StartAsync(RunningSystem.Collector);

    public ValueTask DisposeAsync() => _collector.DisposeAsync();

    [Fact]
    public async Task One_trace_leads_from_the_reader_to_the_site_with_a_link_to_the_moderator_and_nothing_that_is_private()
    {
        var mark = Waiting.NewMark();
        var phone = "0912" + Random.Shared.Next(1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (id, tracking) = await reader.SendAsync(
            "dau-vet",
            $"{Waiting.Thought()} {mark}",
            title: $"Tiêu đề {mark}",
            name: $"Tên {mark}",
            phone: phone
        );
        using (var client = new HttpClient(new SocketsHttpHandler()))
            await client.GetStringAsync(tracking, Cancel);
        await moderator.ShowAsync(id);

        var trace = await Eventually.FindAsync("the decision and the webhook are told", () =>
        {
            var spans = _collector.Spans.ToList();
            var decision = spans.Find(span =>
                span.Name == "decision"
                && span.Attributes.GetValueOrDefault("moderation.comment.id") == id.ToString()
                && span.Attributes.GetValueOrDefault("moderation.decider") == "person"
            );
            List<Span> whole = [.. spans.Where(span => span.Trace == decision?.Trace)];
            return Task.FromResult(whole.Exists(span => span.Service == "site") ? whole : null);
        });
        await Eventually.IsTrueAsync("all services have told of it", () =>
        {
            trace = [.. _collector.Spans.Where(span => span.Trace == trace[0].Trace)];
            return Task.FromResult(RunningSystem.Services.All(service => trace.Exists(span => span.Service == service)));
        });
        var first = Assert.Single(trace, span => span.Parent.Length == 0);
        Assert.Equal("intake", first.Service);
        Assert.All(trace, span => Assert.True(span.Duration < TimeSpan.FromMinutes(1), $"{span.Name} lasts {span.Duration}"));
        var decided = trace.Where(span => span.Name == "decision").SelectMany(span => span.LinkedTraces).ToList();
        await Eventually.IsTrueAsync("the moderator's request is linked", () =>
            Task.FromResult(
                _collector.Spans.Any(span =>
                    decided.Contains(span.Trace)
                    && span.Service == "moderator"
                    && span.Attributes.GetValueOrDefault("http.route")?.Contains("decision", StringComparison.Ordinal) == true
                )
            )
        );
        await Eventually.IsTrueAsync("figures are told, too", () => Task.FromResult(_collector.Of("metrics").Any()));
        Assert.All(
            [mark, phone, "+84" + phone[1..], tracking.Segments[^1], "user_agent"],
            text => Assert.False(_collector.Holds(text), $"{text} is told")
        );
    }

    [Fact]
    public async Task Every_figure_that_rules_and_dashboards_name_is_told_by_a_service()
    {
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (id, _) = await reader.SendAsync("con-so", $"{Waiting.Thought()} {Waiting.NewMark()}");
        await moderator.ShowAsync(id);

        var named = Files().SelectMany(Named).ToHashSet(StringComparer.Ordinal);
        Assert.True(named.Count > 15, $"only {named.Count} figures are named");
        using var client = new HttpClient(new SocketsHttpHandler());
        string[] missing = [];
        try
        {
            await Eventually.IsTrueAsync("all are told", async () =>
            {
                var told = new HashSet<string>(StringComparer.Ordinal);
                foreach (var service in RunningSystem.Services)
                {
                    var text = await client.GetStringAsync(new Uri(system.Operations(service), "metrics"), Cancel);
                    told.UnionWith(Series().Matches(text).Select(series => series.Groups["name"].Value));
                    Assert.DoesNotContain(id.ToString(), text, StringComparison.Ordinal);
                    Assert.DoesNotContain("con-so", text, StringComparison.Ordinal);
                }
                missing = [.. named.Except(told)];
                return missing.Length == 0;
            });
        }
        catch (TimeoutException)
        {
            Assert.Fail("nobody tells " + string.Join(", ", missing));
        }
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Path.Combine(Parts.ProjectRoot, "infra", "observe"), "*.*", SearchOption.AllDirectories);

    /// <summary>Of the queries of rules and dashboards; labels are none.</summary>
    private static IEnumerable<string> Named(string file)
    {
        var text = File.ReadAllText(file);
        var queries = Path.GetExtension(file) switch
        {
            ".json" => Queries(JsonDocument.Parse(text).RootElement),
            ".yml" => [text],
            _ => [],
        };
        return queries.SelectMany(query => Metric().Matches(query)).Select(metric => metric.Value);
    }

    private static IEnumerable<string> Queries(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(member => member.Name == "expr" ? [member.Value.GetString()!] : Queries(member.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Queries),
            _ => [],
        };

    [GeneratedRegex("^(?<name>[a-z_]+)[{ ]", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Series();

    [GeneratedRegex("\\b(moderation|http|kestrel|dotnet|db|messaging)_[a-z_]+(?![a-z_=])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Metric();
}
