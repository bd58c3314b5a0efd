using System.Text;
using Moderation.Intake.Authors;

namespace Moderation.Intake.PhoneCodes;

/// <summary>
/// For trying: appends a line with time, number and text for each message to a file that its owner alone may read.
/// </summary>
internal sealed class FileSmsGate(PhoneCodeOptions options, TimeProvider time, ILogger<FileSmsGate> log) : ISmsGate
{
    /// <summary>Of all that write in this process, for two at once would be in each other's way.</summary>
    private static readonly SemaphoreSlim Writing = new(1);

    public async Task<bool> SendAsync(Phone phone, string text, CancellationToken cancellationToken)
    {
        var how = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await Writing.WaitAsync(cancellationToken);
        try
        {
            await using var file = new FileStream(options.File, how);
            var line = Encoding.UTF8.GetBytes($"{time.GetUtcNow():O}\t{phone.E164}\t{text}\n");
            await file.WriteAsync(line, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.LogError("A message could not be written to PhoneCodes:File ({Reason})", exception.Message);
            return false;
        }
        finally
        {
            Writing.Release();
        }
    }
}
