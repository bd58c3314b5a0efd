using System.CommandLine;
using System.Globalization;

namespace Moderation.Intake.Archives;

/// <summary><c>export</c>: all comments as JSON Lines, which <c>import</c> reads.</summary>
internal static class ExportVerb
{
    public static Command For(Func<Task<WebApplication>> open)
    {
        var file = new Argument<FileInfo>("file") { Description = "Is made, readable by its owner alone; none is overwritten" };
        var phones = new Option<bool>("--phones") { Description = "With phone numbers in clear, for which Keys:Phone is needed" };
        var command = new Command("export", "Writes all comments as JSON Lines: texts, names, and where each stands")
        {
            file,
            phones,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var app = await open();
                var store = app.Services.GetRequiredService<ArchiveStore>();
                var target = parsed.GetRequiredValue(file);
                try
                {
                    var written = await WriteAsync(store, target, parsed.GetValue(phones), cancellationToken);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written} comments were written."));
                    return 0;
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    Console.WriteLine($"The file cannot be written: {exception.Message}");
                    return 1;
                }
            }
        );
        return command;
    }

    private static async Task<long> WriteAsync(
        ArchiveStore store,
        FileInfo file,
        bool withPhones,
        CancellationToken cancellationToken
    )
    {
        var written = 0L;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new FileStream(file.FullName, options);
        await ProgressBar.ShowAsync(
            file.Name,
            await store.CountAsync(cancellationToken),
            async advance =>
            {
                await foreach (var comment in store.ReadAsync(withPhones).WithCancellation(cancellationToken))
                {
                    await stream.WriteAsync(JsonLinesArchive.Line(comment), cancellationToken);
                    if (++written % 1000 == 0)
                        advance(written);
                }
                advance(written);
            }
        );
        return written;
    }
}
