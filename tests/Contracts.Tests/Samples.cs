namespace Moderation.Contracts.Tests;

internal static class Samples
{
    private static readonly Guid Id = Guid.Parse("019ab0c1-7d10-7000-8000-000000000001");
    private static readonly Guid Parent = Guid.Parse("019ab0c1-7d10-7000-8000-000000000002");
    private static readonly DateTimeOffset Moment = new(2026, 11, 24, 3, 4, 5, 678, TimeSpan.Zero);
    private static readonly CommentText Text = new()
    {
        Name = "Trần B",
        Title = "Hỏi",
        Content = "Bao giờ thông xe?",
    };

    public static IReadOnlyList<object> All { get; } =
    [
        new CommentSubmitted
        {
            CommentId = Id,
            Revision = 1,
            SubmittedAt = Moment,
            Article = new Article
            {
                Id = "cau-moi",
                Headline = "Cầu mới thông xe",
                Lead = "Sáng nay.",
                Section = "Giao thông",
                Url = "https://bao.example/cau-moi",
            },
            ParentId = Parent,
            Text = Text,
            Author = new AuthorKeys
            {
                Phone = "0a1b",
                Address = "2c3d",
                Device = "4e5f",
                MaskedPhone = "091****678",
            },
            PreModerated = true,
            FromAuthor = true,
            Archived = new ArchivedDecision
            {
                Approved = false,
                Reason = RejectReason.OffTopic,
                DecidedAt = Moment,
                Title = "Hỏi giờ",
                Content = "Bao giờ?",
                Featured = true,
                Newsroom = true,
            },
        },
        new CommentClassified
        {
            CommentId = Id,
            Revision = 1,
            ClassifiedAt = Moment,
            Scores = new Scores(
                (ScoreLabel.Spam, 0.125f),
                (ScoreLabel.Toxicity, 0.75f),
                (ScoreLabel.Hate, 0.5f),
                (ScoreLabel.Constructive, 0.25f)
            ),
            Spans =
            [
                new ScoreSpan
                {
                    Label = ScoreLabel.Toxicity,
                    Field = CommentField.Content,
                    Start = 4,
                    End = 9,
                    Remaining = 0.375f,
                },
            ],
            Model = "open-1",
            Rejection = 0.625f,
            Shadow = new ShadowScores
            {
                Model = "candidate-1",
                Scores = new Scores((ScoreLabel.Spam, 0.0625f), (ScoreLabel.Toxicity, 0.875f)),
                Rejection = 0.9375f,
            },
        },
        new CommentApproved
        {
            CommentId = Id,
            Revision = 1,
            Version = 2,
            ArticleId = "cau-moi",
            ParentId = Parent,
            Text = Text,
            SubmittedAt = Moment,
            ApprovedAt = Moment,
            Edited = true,
            Featured = true,
            Badge = Badge.Newsroom,
        },
        new CommentRejected
        {
            CommentId = Id,
            Revision = 1,
            Version = 2,
            Reason = RejectReason.PersonalAttack,
            RejectedAt = Moment,
            Automatic = true,
            Rule = new Words("Có từ cấm", "Banned words"),
            Upheld = true,
        },
        new CommentRetracted
        {
            CommentId = Id,
            Revision = 1,
            Version = 3,
            ArticleId = "cau-moi",
            RetractedAt = Moment,
            WasRejected = true,
            Reason = RejectReason.OffTopic,
            Automatic = true,
            Rule = new Words("Có từ cấm", "Banned words"),
            Upheld = true,
        },
        new CommentWithdrawn
        {
            CommentId = Id,
            Revision = 1,
            ArticleId = "cau-moi",
            WithdrawnAt = Moment,
        },
        new CommentAppealed
        {
            CommentId = Id,
            Revision = 1,
            Text = "Tôi chỉ hỏi giờ xe.",
            AppealedAt = Moment,
        },
        new CommentReported
        {
            CommentId = Id,
            Revision = 1,
            Reporter = "019ab0c17d10700080000000000000f1",
            Reason = RejectReason.Misinformation,
            ReportedAt = Moment,
        },
        new CommentErased
        {
            CommentId = Id,
            Revision = 1,
            ErasedAt = Moment,
        },
        new CommentForgotten
        {
            CommentId = Id,
            Revision = 1,
            ForgottenAt = Moment,
        },
        new ArticleChanged
        {
            ArticleId = "cau-moi",
            Version = 3,
            Status = "readOnly",
            SlowMinutes = 5,
            PreModerated = true,
            ChangedAt = Moment,
        },
    ];
}
