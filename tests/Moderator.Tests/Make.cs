using Moderation.Contracts;

namespace Moderation.Moderator.Tests;

/// <summary>Messages as Intake and Classifier send them.</summary>
internal static class Make
{
    public static CommentText Text(string content = "Cầu mới thông xe, đi làm đỡ tắc hẳn.") =>
        new()
        {
            Name = "Trần Bình",
            Title = "Mừng cho bà con",
            Content = content,
        };

    public static CommentSubmitted Submitted(
        CommentText? text = null,
        Guid? id = null,
        int revision = 1,
        Guid? parentId = null
    ) =>
        new()
        {
            CommentId = id ?? Guid.CreateVersion7(),
            Revision = revision,
            SubmittedAt = TimeProvider.System.GetUtcNow(),
            Article = new Article
            {
                Id = "cau-vinh-tuy-2",
                Headline = "Cầu Vĩnh Tuy 2 thông xe",
                Lead = "Sáng nay cầu mở cho xe chạy.",
                Section = "Thời sự",
                Url = "https://bao.example/cau",
            },
            ParentId = parentId,
            Text = text ?? Text(),
            Author = new AuthorKeys
            {
                Phone = "aa",
                Address = "bb",
                MaskedPhone = "091****678",
            },
        };

    public static CommentClassified Classified(Guid id, float toxicity = 0.1f, int revision = 1, params ScoreSpan[] spans) =>
        new()
        {
            CommentId = id,
            Revision = revision,
            ClassifiedAt = TimeProvider.System.GetUtcNow(),
            Scores = new Scores(
                (ScoreLabel.Spam, 0.02f),
                (ScoreLabel.Toxicity, toxicity),
                (ScoreLabel.Hate, 0.03f),
                (ScoreLabel.Constructive, 0.4f)
            ),
            Spans = spans,
            Model = "test-1",
        };

    /// <summary>A comment under an article of its own, so that a test sees no other's.</summary>
    public static CommentSubmitted Under(
        string article,
        string section = "Thời sự",
        string content = "Cầu mới thông xe, đi làm đỡ tắc hẳn.",
        string phone = "aa"
    ) =>
        Submitted(Text(content)) with
        {
            Article = new Article
            {
                Id = article,
                Headline = "Một bài viết",
                Section = section,
            },
            Author = new AuthorKeys
            {
                Phone = phone,
                Address = "bb",
                MaskedPhone = "091****678",
            },
        };

    /// <summary>Unlike any other of this run, and of letters alone: among digits there may be a phone number.</summary>
    public static string Unique(string prefix) => $"{prefix}-{Word("")}";

    /// <inheritdoc cref="Unique"/>
    public static string Word(string prefix) =>
        prefix + string.Concat(Guid.CreateVersion7().ToString("n").Select(c => char.IsDigit(c) ? (char)(c + 'g' - '0') : c));
}
