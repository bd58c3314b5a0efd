using System.Diagnostics;
using System.Globalization;
using System.Text;
using Moderation.Intake.Submissions;
using Moderation.Testing;
using Xunit;

namespace Moderation.Intake.Tests.Archives;

/// <summary>Archives are brought in by the verb: each comment once, and nothing is published that should not be.</summary>
public class ImportTests
{
    private const string Messages = "SELECT body FROM outbox ORDER BY body::jsonb ->> 'submittedAt'";

    [Theory]
    [InlineData("cu.jsonl", Samples.JsonLines, 0)]
    [InlineData("cu.csv", Samples.Csv, 0)]
    [InlineData("disqus.xml", Samples.Disqus, 1)]
    [InlineData("wordpress.xml", Samples.WordPress, 1)]
    public async Task An_archive_is_brought_in_once_with_its_threads_and_decisions(string name, string text, int leftOut)
    {
        await using var archive = await ArchiveDatabase.CreateAsync();
        var file = archive.Write(name, text);

        var (code, said) = await archive.ImportAsync(file, "--keep-decisions");
        var again = await archive.ImportAsync(file);

        Assert.Equal(1, code);
        Assert.Matches(@"line \d+: submittedAt: An instant", said);
        Assert.Contains(
            $"2 published, 1 rejected, 1 to be judged, 0 withdrawn, 0 here already, {leftOut} left out (deleted there, or no "
                + "comments), 1 faulty.",
            said,
            StringComparison.Ordinal
        );
        Assert.Contains("0 rejected, 0 to be judged, 0 withdrawn, 4 here already", again.Said, StringComparison.Ordinal);
        var rows = await archive.ReadAsync<string>(
            """
            SELECT concat_ws('|', article_id, coalesce(article_headline, '-'), name, content, status,
                submitted_at AT TIME ZONE 'UTC', (SELECT p.name FROM submissions p WHERE p.id = s.parent_id))
            FROM submissions s ORDER BY submitted_at
            """
        );
        var headlines = name.EndsWith(".xml", StringComparison.Ordinal) ? "Cầu mới" : "-";
        Assert.Equal(
            [
                $"42|{headlines}|Trần An|Đồng ý với chị.|pending|2019-05-31 07:00:00|Lê Hoa",
                "42|Cầu mới|Lê Hoa|Cầu đẹp & rộng.\n\nMong có xe buýt.|pending|2019-05-31 07:05:00",
                $"42|{headlines}|Bùi Lan|Bao giờ thu phí?|pending|2019-06-01 00:00:00",
                $"42|{headlines}|Quảng cáo|Vay nhanh (https://vay.example/)|pending|2019-06-02 00:00:00",
            ],
            rows
        );
        Assert.Equal(
            ["true|2019-05-31T07:00:00+00:00|", "true|2019-05-31T07:05:00+00:00|", "||", "false|2019-06-02T00:00:00+00:00|spam"],
            await archive.ReadAsync<string>(
                $"""
                SELECT concat(a ->> 'approved', '|', a ->> 'decidedAt', '|', a ->> 'reason')
                FROM ({Messages}) m, LATERAL (SELECT body::jsonb -> 'archived' AS a) b
                """
            )
        );
        Assert.Equal("2019-05-31 07:00:00", await archive.OneAsync<string>(
            "SELECT (first_comment_at AT TIME ZONE 'UTC')::text FROM articles"
        ));
    }

    [Fact]
    public async Task Nothing_is_published_without_the_word_nor_of_an_unknown_state_and_what_was_taken_back_stays_so()
    {
        await using var archive = await ArchiveDatabase.CreateAsync();
        var file = archive.Write(
            "cu.jsonl",
            string.Join('\n', Line(1, "approved"), Line(2, "Approved"), Line(3, null), Line(4, "rejected"), Line(5, "withdrawn"))
        );

        var dry = await archive.ImportAsync(file, "--dry-run", "--keep-decisions");
        Assert.Equal(0, await archive.OneAsync<long>("SELECT count(*) FROM submissions"));
        var without = await archive.ImportAsync(file);
        var elsewhere = await archive.ImportAsync(file, "--keep-decisions", "--source", "báo cũ");

        Assert.Equal((0, 0, 0), (dry.Code, without.Code, elsewhere.Code));
        Assert.Contains("1 published, 0 rejected, 3 to be judged, 1 withdrawn", dry.Said, StringComparison.Ordinal);
        Assert.Contains("0 published, 0 rejected, 4 to be judged, 1 withdrawn", without.Said, StringComparison.Ordinal);
        // The same ids of another archive are other comments.
        Assert.Contains("1 published, 0 rejected, 3 to be judged, 1 withdrawn", elsewhere.Said, StringComparison.Ordinal);
        Assert.Equal(8, await archive.OneAsync<long>("SELECT count(*) FROM outbox"));
        Assert.Equal(1, await archive.OneAsync<long>("SELECT count(*) FROM outbox WHERE body::jsonb ? 'archived'"));
        Assert.Equal(2, await archive.OneAsync<long>("SELECT count(*) FROM submissions WHERE status = 'withdrawn'"));
    }

    [Fact]
    public async Task Each_wrong_line_is_told_with_its_reason_and_the_others_come_in()
    {
        await using var archive = await ArchiveDatabase.CreateAsync();
        var lines = new List<(string Line, string? Said)>
        {
            (Line(1, null), null),
            ("{", "no JSON object"),
            ("null", "is null"),
            ("[]", "no JSON object"),
            (Line(2, null)[..^1] + ",\"state\":\"approved\"}", "The member state is not known"),
            (Line(2, null)[..^1] + ",\"id\":\"9\"}", "is not known, stands twice"),
            (Line(2, null).Replace("Chữ", "\\ud800", StringComparison.Ordinal), "surrogate|content"),
            (Line(2, null).Replace("Chữ", "\\u0000", StringComparison.Ordinal), "content: This field holds characters"),
            (Line(2, null).Replace("Chữ", new string('a', 2001), StringComparison.Ordinal), "content: The content has 2,001"),
            (Line(2, null).Replace("Chữ", new string('a', 300_000), StringComparison.Ordinal), "longer than 256 KB"),
            (Line(2, null).Replace("Chữ", " ", StringComparison.Ordinal), "content: The content is required"),
            (Line(2, null).Replace("\"2\"", "\"\"", StringComparison.Ordinal), "id: An id has"),
            (Line(2, null).Replace("\"2\"", "7", StringComparison.Ordinal), "The member id is not known"),
            (Line(2, null)[..^1] + ",\"parentId\":\"2\"}", "parentId: A comment does not answer itself"),
            (Line(2, null)[..^1] + ",\"phone\":\"12\"}", "phone: "),
            (Line(2, null)[..^1] + ",\"url\":\"javascript:alert(1)\"}", "article.url: "),
            (Line(2, "rejected")[..^1] + ",\"reason\":\"vi\"}", "reason: A reason is one of spam"),
            (Line(2, "approved")[..^1] + ",\"badge\":\"Newsroom\"}", "badge: A badge is newsroom or author"),
            (Line(2, "approved")[..^1] + ",\"badge\":\"newsroom\"}", "badge: The newsroom's own answers come in when approved"),
            (Line(2, "approved")[..^1] + ",\"featured\":\"có\"}", "The member featured"),
            (Line(2, null).Replace("bai", "bài", StringComparison.Ordinal), "articleId: "),
            (Line(2, null).Replace("2024", "2924", StringComparison.Ordinal), "submittedAt: "),
            (Line(3, null), null),
        };
        var text = string.Join("\r\n", lines.Select(line => line.Line));
        // With a byte order mark, and a line that is no UTF-8 at the end.
        var file = archive.Write("cu.jsonl", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text + "\n\""), 0xC3, (byte)'"']);

        var (code, said) = await archive.ImportAsync(file);

        Assert.Equal(1, code);
        for (var i = 0; i < lines.Count; i++)
            if (lines[i].Said is { } expected)
                Assert.Matches(string.Create(CultureInfo.InvariantCulture, $"line {i + 1}: .*({expected})"), said);
        Assert.Contains($"line {lines.Count + 1}: ", said, StringComparison.Ordinal);
        Assert.Contains(" 2 to be judged, 0 withdrawn, 0 here already, 0 left out", said, StringComparison.Ordinal);
        Assert.Contains(" 22 faulty", said, StringComparison.Ordinal);
        Assert.Equal(2, await archive.OneAsync<long>("SELECT count(*) FROM submissions"));
        // Nothing of what readers wrote is told.
        Assert.DoesNotContain("aaaa", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Chữ", said, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string, int> Broken =>
        new()
        {
            {
                "dtd.xml",
                "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><rss>&b;</rss>",
                "document type",
                0
            },
            { "nua.xml", Samples.Disqus[..Samples.Disqus.IndexOf("<post dsq:id=\"102\"", StringComparison.Ordinal)], "line ", 1 },
            { "khac.xml", "<html/>", "neither of Disqus", 0 },
            { "khac.txt", "", "say it with --format", 0 },
            { "cot.csv", "id,articleId,name,content\n1,bai,A,B", "no column submittedAt", 0 },
            { "la.csv", "id,articleId,submittedAt,name,content,state\n", "A column is not known", 0 },
            {
                "lech.csv",
                "id,articleId,submittedAt,name,content\n1,bai,2024-01-01T00:00:00Z,A\n2,bai,2024-01-01T00:00:00Z,A,B",
                "line 2: The row has 4",
                1
            },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_broken_archive_is_told_and_what_stood_before_the_fault_is_in(
        string name,
        string text,
        string expected,
        int count
    )
    {
        await using var archive = await ArchiveDatabase.CreateAsync();

        var (code, said) = await archive.ImportAsync(archive.Write(name, text));

        Assert.Equal(1, code);
        Assert.Contains(expected, said, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", said, StringComparison.Ordinal);
        Assert.Equal(count, await archive.OneAsync<long>("SELECT count(*) FROM submissions"));
    }

    [Fact]
    public async Task An_import_that_is_killed_goes_on_where_it_was_and_brings_each_comment_once()
    {
        const int count = 30_000;
        await using var archive = await ArchiveDatabase.CreateAsync();
        var file = archive.Write("cu.jsonl", string.Join('\n', Enumerable.Range(1, count).Select(i => Line(i, "approved"))));
        Assert.Equal(0, (await archive.ExportAsync("trong.jsonl")).Code);

        var start = new ProcessStartInfo("dotnet", [typeof(SubmissionStore).Assembly.Location, "import", file])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in archive.Settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await Eventually.IsTrueAsync(
            "some of it is in",
            async () => await archive.OneAsync<long>("SELECT count(*) FROM submissions") > 0 || process.HasExited
        );
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var before = await archive.OneAsync<long>("SELECT count(*) FROM submissions");
        var (code, said) = await archive.ImportAsync(file);

        Assert.InRange(before, 1, count - 1);
        Assert.Equal(0, code);
        Assert.Contains($" {count - before} to be judged", said, StringComparison.Ordinal);
        Assert.Contains($" {before} here already", said, StringComparison.Ordinal);
        Assert.Equal((count, count), (
            await archive.OneAsync<int>("SELECT count(*)::int FROM submissions"),
            await archive.OneAsync<int>("SELECT count(DISTINCT body::jsonb ->> 'commentId')::int FROM outbox")
        ));
        // It goes on to moderation little by little: what readers send meanwhile overtakes it.
        Assert.True(await archive.OneAsync<bool>("SELECT max(not_before) > min(not_before) + interval '1 second' FROM outbox"));
    }

    private static string Line(int id, string? status) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":"{{id}}","articleId":"bai","submittedAt":"2024-05-31T07:05:00Z","name":"Lê Hoa","content":"Chữ"{{(
                status is null ? "" : $",\"status\":\"{status}\""
            )}}}"""
        );
}
