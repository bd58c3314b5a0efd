using Moderation.Moderator.Operations;

namespace Moderation.Moderator.Webhooks;

/// <summary>Publisher as the console asks it about webhooks; no text of a comment is in what it says.</summary>
public sealed class PublisherClient(
    HttpClient http,
    PublisherOptions options,
    OperationLog operations,
    ILogger<PublisherClient> log
)
    : OperatedClient(
        http,
        options,
        new OperatedName(
            "Publisher",
            "Bình luận đã duyệt và webhook không bị mất",
            "No approved comment and no webhook is lost"
        ),
        operations,
        log
    );
