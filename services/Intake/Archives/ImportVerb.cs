using System.CommandLine;
using System.Xml;
using Npgsql;
using Spectre.Console;

namespace Moderation.Intake.Archives;

/// <summary><c>import</c>: comments from another system, or from an export of this one.</summary>
internal static class ImportVerb
{
    public static Command For(Func<Task<WebApplication>> open)
    {
        var file = new Argument<FileInfo>("file") { Description = "JSON Lines, CSV, or the XML of Disqus or WordPress" };
        var format = new Option<ArchiveFormat?>("--format") { Description = "What it is, if its name does not tell" };
        var source = new Option<string>("--source")
        {
            Description = "Tells archives apart in which the same ids are of other comments: the same name for each file of one",
            DefaultValueFactory = _ => "",
        };
        var keep = new Option<bool>("--keep-decisions")
        {
            Description = "What was approved there is published, and what was rejected stays so; else all is judged",
        };
        var rate = new Option<int>("--rate")
        {
            Description = "How many go on to moderation a second at most, so that readers do not wait behind them",
            DefaultValueFactory = _ => 200,
        };
        rate.Validators.Add(result =>
        {
            if (result.GetValue(rate) is < 1 or > 100_000)
                result.AddError("--rate is 1 to 100000.");
        });
        var dry = new Option<bool>("--dry-run") { Description = "Only tells what would become of it" };
        var command = new Command("import", "Brings in the comments of an archive; again or interrupted, each of them once")
        {
            file,
            format,
            source,
            keep,
            rate,
            dry,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var app = await open();
                var store = app.Services.GetRequiredService<ArchiveStore>();
                var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
                var rules = new ArchiveRules(parsed.GetRequiredValue(source), parsed.GetValue(keep), now);
                var import = new Import(parsed.GetValue(dry) ? null : store, rules, parsed.GetRequiredValue(rate));
                var whole = await RunAsync(import, parsed.GetRequiredValue(file), parsed.GetValue(format), cancellationToken);
                Console.WriteLine(import.Summary);
                return whole && import.Faults == 0 ? 0 : 1;
            }
        );
        return command;
    }

    /// <returns>False when something stopped it.</returns>
    private static async Task<bool> RunAsync(
        Import import,
        FileInfo file,
        ArchiveFormat? format,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var stream = file.OpenRead();
            var entries = ArchiveFormats.Read(stream, format ?? ArchiveFormats.Of(file));
            await ProgressBar.ShowAsync(
                file.Name,
                stream.Length,
                advance => import.RunAsync(entries, Tell, () => advance(stream.Position), cancellationToken)
            );
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BrokenArchiveException)
        {
            Console.WriteLine($"The archive cannot be read: {exception.Message}");
        }
        catch (XmlException exception)
        {
            Console.WriteLine(
                $"line {exception.LineNumber}: this is no XML, or it has a document type, and nothing is read from here on."
            );
        }
        catch (NpgsqlException exception)
        {
            Console.WriteLine($"The database stopped it ({exception.Message}). Started again it goes on.");
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("It was stopped. Started again it goes on.");
        }
        return false;
    }

    private static void Tell(long line, string reason) => Console.WriteLine($"line {line}: {reason}");
}

/// <summary>A progress bar on standard error, so that standard output holds what is told alone.</summary>
internal static class ProgressBar
{
    /// <param name="name">What is going on.</param>
    /// <param name="total">At what it is done.</param>
    /// <param name="work">Does it, and says how far it has come.</param>
    public static Task ShowAsync(string name, long total, Func<Action<long>, Task> work) =>
        AnsiConsole
            .Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
            .Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask(Markup.Escape(name), maxValue: Math.Max(1, total));
                return work(done => task.Value = done);
            });
}
