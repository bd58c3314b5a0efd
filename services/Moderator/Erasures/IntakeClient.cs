using Moderation.Moderator.Operations;

namespace Moderation.Moderator.Erasures;

/// <summary>Intake as the console asks it; no text of a comment is in what it says.</summary>
public sealed class IntakeClient(
    HttpClient http,
    IntakeOptions options,
    OperationLog operations,
    ILogger<IntakeClient> log
)
    : OperatedClient(
        http,
        options,
        new OperatedName(
            "Intake",
            "Bình luận và yêu cầu xóa không bị mất",
            "No comment and no request to erase is lost"
        ),
        operations,
        log
    );
