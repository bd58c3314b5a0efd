using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Moderation.Intake.Submissions;
using Moderation.Testing;
using Spectre.Console;

namespace Moderation.Benchmarks;

/// <summary>
/// The verb <c>import</c> as a process on JSON Lines of 20,000 and of more comments, half of them replies: comments a second from
/// its start to its end, the most memory that it held, and the same file again, of which all is there.
/// </summary>
internal static class ImportBenchmark
{
    public static async Task RunAsync(int many)
    {
        var table = new Table().AddColumns("comments", "a second", "most memory, MB", "again, a second", "most memory, MB");
        foreach (var count in new[] { 20_000, many })
        {
            await using var database = await TestDatabase.CreateAsync("benchmark");
            var file = Path.Combine(Path.GetTempPath(), $"import-{Guid.CreateVersion7():n}.jsonl");
            await File.WriteAllLinesAsync(file, Enumerable.Range(0, count).Select(Line));
            try
            {
                var first = await ImportAsync(database, file);
                var again = await ImportAsync(database, file);
                table.AddRow(
                    Text(count),
                    Text(count / first.Seconds),
                    Text(first.Bytes / 1e6),
                    Text(count / again.Seconds),
                    Text(again.Bytes / 1e6)
                );
            }
            finally
            {
                File.Delete(file);
            }
        }
        AnsiConsole.Write(table);
    }

    private static string Line(int i) =>
        JsonSerializer.Serialize(
            new
            {
                id = $"{i}",
                articleId = $"bai-{i / 200}",
                parentId = i % 2 == 1 ? $"{i - 1}" : null,
                submittedAt = DateTimeOffset.UnixEpoch.AddYears(45).AddMinutes(i),
                name = "Nguyễn Thị Hòa",
                title = "Cầu mới, đường cũ",
                content = "Cầu đã thông xe nhưng nút giao phía nam vẫn tắc mỗi sáng, mong thành phố sớm mở rộng đường dẫn.",
                status = i % 10 == 0 ? "pending" : "approved",
            }
        );

    private static async Task<(double Seconds, long Bytes)> ImportAsync(TestDatabase database, string file)
    {
        var verb = new[] { typeof(SubmissionStore).Assembly.Location, "import", file, "--keep-decisions" };
        var start = new ProcessStartInfo("dotnet", verb)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ConnectionStrings__Database"] = database.ConnectionString,
                ["Intake__PublicUrl"] = "http://127.0.0.1",
            },
        };
        foreach (var key in new[] { "Phone", "Author", "Tracking", "Challenge" })
            start.Environment[$"Keys__{key}"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var most = 0L;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(50)))
        {
            process.Refresh();
            most = Math.Max(most, process.HasExited ? 0 : process.WorkingSet64);
        }
        clock.Stop();
        var lines = await said;
        return process.ExitCode == 0
            ? (clock.Elapsed.TotalSeconds, most)
            : throw new InvalidOperationException(string.Concat(lines));
    }

    private static string Text(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
