using Moderation.Moderator.Operations;

namespace Moderation.Moderator.Models;

/// <summary>Classifier as the console asks it about its models; no text of a comment is in what it says.</summary>
public sealed class ClassifierClient(
    HttpClient http,
    ClassifierOptions options,
    OperationLog operations,
    ILogger<ClassifierClient> log
)
    : OperatedClient(
        http,
        options,
        new OperatedName(
            "Classifier",
            "Không bình luận nào bị mất hay tự đăng",
            "No comment is lost, or published by itself"
        ),
        operations,
        log
    );
