using System.Globalization;
using Moderation.Contracts;

namespace Moderation.Classifier.Learning;

/// <summary>Nothing can be learned from these decisions; the words say why.</summary>
public sealed class LearningRefusedException(string code, Words words) : Exception(words.En)
{
    /// <summary>Stable.</summary>
    public string Code => code;

    /// <exception cref="LearningRefusedException">There are too few, or of one outcome alone.</exception>
    internal static void ThrowIfUnfit(int approved, int rejected)
    {
        if (LearningFaults.Of(approved, rejected) is { } fault)
            throw new LearningRefusedException(fault, LearningFaults.WordsOf(fault));
    }
}

/// <summary>Why a training ended without a model: stable codes, with their words.</summary>
internal static class LearningFaults
{
    public const string TooFew = "too-few-decisions";
    public const string OneOutcome = "one-outcome";
    public const string DecisionsAway = "decisions-away";
    public const string Failed = "training-failed";
    public const string Interrupted = "interrupted";

    public static string? Of(int approved, int rejected) =>
        approved + rejected < DecisionLearner.LeastDecisions ? TooFew
        : Math.Min(approved, rejected) < DecisionLearner.LeastOfOutcome ? OneOutcome
        : null;

    public static Words WordsOf(string code) =>
        code switch
        {
            TooFew => Of(
                $"Cần ít nhất {DecisionLearner.LeastDecisions} quyết định của người duyệt.",
                $"At least {DecisionLearner.LeastDecisions} decisions of people are needed."
            ),
            OneOutcome => Of(
                $"Cần ít nhất {DecisionLearner.LeastOfOutcome} lần duyệt và {DecisionLearner.LeastOfOutcome} lần từ chối.",
                $"At least {DecisionLearner.LeastOfOutcome} approvals and {DecisionLearner.LeastOfOutcome} rejections are needed."
            ),
            DecisionsAway => new(
                "Moderator không cho đọc các quyết định: hãy xem Moderator:Url và Moderator:Key của Classifier.",
                "Moderator does not hand out its decisions: look at Classifier's Moderator:Url and Moderator:Key."
            ),
            Interrupted => new("Việc huấn luyện bị ngắt giữa chừng.", "The training was interrupted."),
            _ => new("Việc huấn luyện gặp lỗi; xem nhật ký của Classifier.", "The training failed; read Classifier's log."),
        };

    private static Words Of(FormattableString vi, FormattableString en) =>
        new(vi.ToString(CultureInfo.GetCultureInfo("vi-VN")), en.ToString(CultureInfo.InvariantCulture));
}
