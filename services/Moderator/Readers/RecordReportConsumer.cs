using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Readers;

/// <summary>Puts published comments that readers report into a queue.</summary>
public sealed class RecordReportConsumer(ReportStore reports, ILogger<RecordReportConsumer> log) : IConsumes<CommentReported>
{
    public async Task ConsumeAsync(CommentReported message, CancellationToken cancellationToken)
    {
        if (!await reports.RecordAsync(message))
            log.LogWarning("Ignored a report of the unknown comment {CommentId}", message.CommentId);
    }
}
